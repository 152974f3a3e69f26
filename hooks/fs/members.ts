// Place -> member, links followed or not, with the failure that a directory on disk would have shown.
import type { Finder, Member, MemberName } from '../../lib/finders/finder.ts';
import { type FsCode, fsError } from './node-errors.ts';
import type { Place } from './paths.ts';

/** A member and the name it was reached by after links. */
export interface Found {
  readonly name: MemberName;
  readonly member: Member;
}

/** ENOENT when it is missing, ENOTDIR when the way to it leads through a file. */
function whyMissing(finder: Finder, name: MemberName): FsCode {
  for (let end = name.lastIndexOf('/'); end > 0; end = name.lastIndexOf('/', end - 1)) {
    const above = finder.lookup(name.slice(0, end));
    if (above !== undefined) return above.kind === 'directory' ? 'ENOENT' : 'ENOTDIR';
  }
  return 'ENOENT';
}

function walk(place: Place, followLast: boolean): Found | FsCode {
  const { finder, name } = place;
  const member = finder.lookup(name);
  if (member === undefined) return whyMissing(finder, name);
  return { name, member };
}

/**
 * @param followLast false for lstat and readlink; a path spelled as a directory is followed all the same, as the kernel does
 * @returns the member or the code of the failure
 * @throws ERR_ZIPIMPORT_LINK_UNSAFE when a link leaves the archive
 */
export function seek(place: Place, followLast: boolean): Found | FsCode {
  const found = walk(place, followLast || place.asDirectory);
  if (typeof found !== 'string' && place.asDirectory && found.member.kind !== 'directory') return 'ENOTDIR';
  return found;
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
