// Place -> member, links followed or not, with the failure that a directory on disk would have shown.
import type { Member, MemberName } from '../../lib/finders/finder.ts';
import { followLinks } from '../../lib/finders/links.ts';
import { fsError } from './node-errors.ts';
import type { Place } from './paths.ts';

/** Why there is nothing at a path. */
export type Failure = 'ENOENT' | 'ENOTDIR' | 'ELOOP';

/** A member and the name it was reached by after links. */
export interface Found {
  readonly name: MemberName;
  readonly member: Member;
}

/**
 * @param followLast false for lstat and readlink; a path spelled as a directory is followed all the same, as the kernel does
 * @returns the member or the code of the failure
 * @throws ERR_ZIPIMPORT_LINK_UNSAFE when a link leaves the archive
 */
export function seek(place: Place, followLast: boolean): Found | Failure {
  const found = followLinks(place.finder, place.name, followLast || place.asDirectory);
  if ('failure' in found) return found.failure;
  return place.asDirectory && found.member.kind !== 'directory' ? 'ENOTDIR' : found;
}

/** The directory that a place is in, or would be in. */
export function parentOf(place: Place): Place {
  const slash = place.name.lastIndexOf('/');
  return { ...place, name: slash < 0 ? '' : place.name.slice(0, slash), asDirectory: true };
}

/** @throws the failure that creating something at this place meets on the way to it */
export function requireParent(place: Place, syscall: string, path: string = place.path): void {
  const parent = seek(parentOf(place), true);
  if (typeof parent === 'string') throw fsError(parent, syscall, path);
}

/**
 * @param syscall for the message of the error
 * @throws ENOENT, ENOTDIR, ELOOP as Node words them; ERR_ZIPIMPORT_LINK_UNSAFE
 */
export function memberAt(place: Place, followLast: boolean, syscall: string): Found {
  const found = seek(place, followLast);
  if (typeof found === 'string') throw fsError(found, syscall, place.path);
  return found;
}
