// realpath in its two kinds: the one that Node has in JavaScript and the native one. They agree on the answer and word failures differently.
import { sep } from 'node:path';
import type { Finder, MemberName } from '../../lib/finders/finder.ts';
import type { OriginalFs } from './answers.ts';
import { encodeName, encodingOf, optionsObject } from './arguments.ts';
import { childName } from './directories.ts';
import { memberAt, seek } from './members.ts';
import { type FsError, fsError } from './node-errors.ts';
import type { Place } from './paths.ts';

/** Absolute path of a member, as callers spell paths on this platform. */
export function memberPath(entry: string, name: MemberName): string {
  if (name === '') return entry;
  return `${entry}${sep}${sep === '/' ? name : name.replaceAll('/', sep)}`;
}

/**
 * fs.realpath and fs.realpathSync: they look at one name after the other, and a separator at the end means nothing to them.
 * @throws with the syscall lstat for the first name that is missing, or stat for the first link that leads nowhere
 */
export function realpath(place: Place, options: unknown, originals: OriginalFs): string | Buffer {
  try {
    return realpathNative({ ...place, asDirectory: false }, options, originals);
  } catch (error) {
    const isFailure = error instanceof Error && 'syscall' in error && place.name !== '';
    throw (isFailure ? firstFailure(place.finder, place.name) : undefined) ?? error;
  }
}

function firstFailure(finder: Finder, name: MemberName): FsError | undefined {
  let at: MemberName = '';
  for (const segment of name.split('/')) {
    at = childName(at, segment);
    const place = { finder, name: at, path: memberPath(finder.entry, at), asDirectory: false };
    const itself = seek(place, false);
    if (typeof itself === 'string') return fsError(itself, 'lstat', place.path);
    const end = seek(place, true);
    if (typeof end === 'string') return fsError(end, 'stat', place.path);
    at = end.name;
  }
  return undefined;
}

/** realpath.native and fs.promises.realpath. @throws with the syscall realpath */
export function realpathNative(place: Place, options: unknown, originals: OriginalFs): string | Buffer {
  const named = optionsObject(options);
  encodingOf(named, null);
  const { name } = memberAt(place, true, 'realpath');
  return encodeName(memberPath(realEntry(place.finder.entry, originals), name), named);
}

function realEntry(entry: string, originals: OriginalFs): string {
  try {
    return originals.realpathSync(entry);
  } catch {
    return entry; // An entry need not be on the disk.
  }
}
