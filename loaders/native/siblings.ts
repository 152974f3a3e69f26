// Shared libraries that an addon is linked with and that are members, too: found where the system's loader would look for them.
import path from 'node:path';
import type { ReadBytes } from './elf.ts';
import type { Linkage } from './linkage.ts';
import type { FindNative, NativeFile } from './native-file.ts';
import { readLinkage } from './read-linkage.ts';

/** A library among the members. */
export interface Sibling extends NativeFile {
  /** The name under which it is needed. */
  readonly needed: string;
  /** Whether it carries the needed name itself, by which glibc knows it again once it is loaded. */
  readonly isNamedSo: boolean;
}

/**
 * All members that loading `file` leads to, those first that others need. Only paths relative to the binary can lead to them: absolute
 * directories and those of environment variables are on the disk, where the system's loader looks itself.
 * @param find the file at a path
 * @param open its bytes
 * @see https://man7.org/linux/man-pages/man8/ld.so.8.html
 */
export function findSiblings(
  file: NativeFile,
  find: FindNative,
  open: (file: NativeFile) => ReadBytes,
): readonly Sibling[] {
  const found = new Set<string>();
  const ordered: Sibling[] = [];

  function visit(from: string, linkage: Linkage, inherited: readonly string[]): void {
    const own = linkage.searched.flatMap((entry) => relativeTo(from, entry));
    const searched = linkage.isInherited ? [...own, ...inherited] : own;
    for (const needed of linkage.needed) {
      const library = found.has(needed) ? null : first(places(from, needed, linkage, searched), find);
      if (library === null) continue;
      const about = readLinkage(open(library));
      if (about === null) continue;
      // Set before its own needs are looked at: libraries may need each other.
      found.add(needed);
      visit(library.path, about, linkage.isInherited ? searched : []);
      const isNamedSo = about.ownName === needed;
      ordered.push({ ...library, needed, isNamedSo });
    }
  }

  const linkage = readLinkage(open(file));
  if (linkage !== null) visit(file.path, linkage, []);
  return ordered;
}

/** Where the system would look for `needed`, as far as members can be there. */
function places(from: string, needed: string, { container }: Linkage, searched: readonly string[]): readonly string[] {
  if (container === 'pe') return [path.join(path.dirname(from), needed)];
  if (container === 'elf' && !needed.includes('/')) return searched.map((place) => path.join(place, needed));
  if (needed.startsWith('@rpath/')) return searched.map((place) => path.join(place, needed.slice('@rpath/'.length)));
  return relativeTo(from, needed);
}

/** The path with the token for the binary's own directory filled in; none when it does not begin with one. */
function relativeTo(from: string, entry: string): string[] {
  const rest = /^(?:\$ORIGIN|\$\{ORIGIN\}|@loader_path)(?=\/|$)/.exec(entry);
  return rest === null ? [] : [path.join(path.dirname(from), entry.slice(rest[0].length))];
}

function first(paths: readonly string[], find: FindNative): NativeFile | null {
  for (const candidate of paths) {
    const file = find(candidate);
    if (file !== null) return file;
  }
  return null;
}
