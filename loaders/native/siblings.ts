// Shared libraries that an addon is linked with and that are members, too: found where the system's loader would look for them.
import path from 'node:path';
import { type ElfFile, type ReadBytes, readElf } from './elf.ts';
import type { FindNative, NativeFile } from './native-file.ts';

/** A library among the members. */
export interface Sibling extends NativeFile {
  /** The name under which it is needed. */
  readonly needed: string;
  /** Whether it carries the needed name itself, by which glibc knows it again once it is loaded. */
  readonly isNamedSo: boolean;
}

/**
 * All members that loading `file` leads to, those first that others need. Only $ORIGIN can lead to them: absolute directories and
 * LD_LIBRARY_PATH are on the disk, where the system's loader looks itself.
 * @param elf of the addon; null where it is none, and then there are none
 * @param find the file at a path
 * @param open its bytes
 * @see https://man7.org/linux/man-pages/man8/ld.so.8.html
 */
export function findSiblings(
  file: NativeFile,
  elf: ElfFile | null,
  find: FindNative,
  open: (file: NativeFile) => ReadBytes,
): readonly Sibling[] {
  const found = new Map<string, Sibling | null>();
  const ordered: Sibling[] = [];

  function visit(from: string, of: ElfFile, inherited: readonly string[]): void {
    // DT_RUNPATH holds for the library itself; DT_RPATH, which counts only without it, also for all that it leads to.
    const own = of.runpath.length > 0 ? [] : directories(from, of.rpath);
    const places = of.runpath.length > 0 ? directories(from, of.runpath) : [...own, ...inherited];
    for (const needed of of.needed) {
      if (found.has(needed)) continue;
      const library = first(needed.includes('/') ? directories(from, [needed]) : joined(places, needed), find);
      // Set before its own needs are looked at: libraries may need each other.
      found.set(needed, null);
      if (library === null) continue;
      const about = readElf(open(library));
      if (about === null) continue;
      visit(library.path, about, of.runpath.length > 0 ? [] : [...own, ...inherited]);
      const isNamedSo = (about.soname ?? path.basename(library.path)) === path.basename(needed);
      const sibling: Sibling = { ...library, needed, isNamedSo };
      found.set(needed, sibling);
      ordered.push(sibling);
    }
  }

  if (elf !== null) visit(file.path, elf, []);
  return ordered;
}

/** Search directories (or files) with $ORIGIN filled in; those that do not begin with it lead elsewhere. */
function directories(from: string, entries: readonly string[]): string[] {
  const origin = path.dirname(from);
  return entries.flatMap((entry) => {
    const rest = /^\$(?:ORIGIN|\{ORIGIN\})(?=\/|$)/.exec(entry);
    return rest === null ? [] : [path.join(origin, entry.slice(rest[0].length))];
  });
}

function joined(places: readonly string[], name: string): string[] {
  return places.map((place) => path.join(place, name));
}

function first(paths: readonly string[], find: FindNative): NativeFile | null {
  for (const candidate of paths) {
    const file = find(candidate);
    if (file !== null) return file;
  }
  return null;
}
