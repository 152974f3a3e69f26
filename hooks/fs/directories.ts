// readdir in all its forms: names or real fs.Dirent instances, one directory or everything below it.
import fs from 'node:fs';
import { join } from 'node:path';
import type { Finder, Member, MemberName } from '../../lib/finders/finder.ts';
import { encodeName, encodingOf, optionsObject } from './arguments.ts';
import { memberAt, seek } from './members.ts';
import { fsError } from './node-errors.ts';
import { RECURSIVE_DIRENTS_FOLLOW_LINKS } from './node-features.ts';
import type { Place } from './paths.ts';

/** The order in which recursive listings descend, and whether they enter linked directories. */
export type Descent = 'breadth' | 'depth';

/** libuv's numbers, public as fs.constants.UV_DIRENT_* but missing in the types. */
const DIRENT_TYPES: Readonly<Record<Member['kind'], number>> = { file: 1, directory: 2, link: 3 };

type DirentConstructor = new (name: string | Buffer, type: number, path: string) => fs.Dirent;

/** A real fs.Dirent; its constructor is public but not in the types. */
export function direntOf(name: string | Buffer, kind: Member['kind'], parentPath: string): fs.Dirent {
  return new (fs.Dirent as unknown as DirentConstructor)(name, DIRENT_TYPES[kind], parentPath);
}

/** The name of what is directly in a directory. */
export function childName(directory: MemberName, segment: string): MemberName {
  return directory === '' ? segment : `${directory}/${segment}`;
}

/**
 * What is directly in a directory, sorted, as libuv's scandir gives it.
 * @param syscall for the message of the error: 'scandir' or 'opendir'
 */
export function listing(
  place: Place,
  syscall: string,
): { readonly name: MemberName; readonly segments: readonly string[] } {
  const { name, member } = memberAt(place, true, syscall);
  const segments = member.kind === 'directory' ? place.finder.list(name) : undefined;
  if (segments === undefined) throw fsError('ENOTDIR', syscall, place.path);
  return { name, segments: [...segments].sort() };
}

/** What a segment is, without following it. */
export function kindOf(finder: Finder, directory: MemberName, segment: string): Member['kind'] {
  return finder.lookup(childName(directory, segment))?.kind ?? 'file';
}

/**
 * @param descent which order Node's own function has for the form that was called
 * @returns names (relative to the directory when recursive) or Dirents
 */
export function readdir(place: Place, options: unknown, descent: Descent = 'breadth'): (string | Buffer | fs.Dirent)[] {
  const named = optionsObject(options);
  encodingOf(named, null);
  const withFileTypes = Boolean(named.withFileTypes);
  const results: (string | Buffer | fs.Dirent)[] = [];
  const pending: { readonly place: Place; readonly prefix: string }[] = [{ place, prefix: '' }];
  for (let next = pending.shift(); next !== undefined; next = descent === 'depth' ? pending.pop() : pending.shift()) {
    const { name, segments } = listing(next.place, 'scandir');
    for (const segment of segments) {
      const kind = kindOf(place.finder, name, segment);
      const below = join(next.prefix, segment);
      if (withFileTypes) results.push(direntOf(encodeName(segment, named), kind, next.place.path));
      else results.push(encodeName(below, named));
      if (named.recursive !== true) continue;
      const child = childPlace(next.place, name, segment);
      const followed = kind === 'link' && (!withFileTypes || (RECURSIVE_DIRENTS_FOLLOW_LINKS && descent === 'breadth'));
      if (kind === 'directory' || (followed && isDirectory(child))) pending.push({ place: child, prefix: below });
    }
  }
  return results;
}

function childPlace(parent: Place, directory: MemberName, segment: string): Place {
  return {
    finder: parent.finder,
    name: childName(directory, segment),
    path: join(parent.path, segment),
    asDirectory: false,
  };
}

function isDirectory(place: Place): boolean {
  const found = seek(place, true);
  return typeof found !== 'string' && found.member.kind === 'directory';
}
