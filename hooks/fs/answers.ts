// Questions about members, answered synchronously. The callback and promise forms are derived from these in overlay.ts.
import fs from 'node:fs';
import {
  BadArguments,
  changesFiles,
  checkSignal,
  encodeName,
  encodingOf,
  flagBits,
  optionsObject,
} from './arguments.ts';
import type { Descriptors } from './descriptors.ts';
import { memberAt, requireParent, seek } from './members.ts';
import { fsError } from './node-errors.ts';
import { blobFailsLikeStat, STAT_FORGIVES_ENOTDIR } from './node-features.ts';
import type { Place } from './paths.ts';
import { permissionBits, statsOf } from './stats.ts';

/** Node's own functions, as they were before the overlay. */
export type OriginalFs = Pick<typeof fs, 'realpathSync' | 'statSync' | 'statfsSync'>;

/** @throws EROFS for W_OK, EACCES for X_OK of what nobody may execute, else as stat */
export function access(place: Place, mode: unknown): void {
  if (mode !== undefined && mode !== null && typeof mode !== 'number') throw new BadArguments();
  const { member } = memberAt(place, true, 'access');
  const asked = mode ?? fs.constants.F_OK;
  if ((asked & fs.constants.W_OK) !== 0) throw fsError('EROFS', 'access', place.path);
  if ((asked & fs.constants.X_OK) !== 0 && (permissionBits(member) & 0o111) === 0) {
    throw fsError('EACCES', 'access', place.path);
  }
}

/** Never throws: an unsafe or broken link is as good as missing. */
export function exists(place: Place): boolean {
  try {
    return typeof seek(place, true) !== 'string';
  } catch {
    return false;
  }
}

/**
 * stat and lstat.
 * @returns undefined when nothing is there and the caller set throwIfNoEntry to false
 */
export function stat(
  place: Place,
  options: unknown,
  followLast: boolean,
  originals: OriginalFs,
): fs.Stats | fs.BigIntStats | undefined {
  const { bigint, throwIfNoEntry } = optionsObject(options);
  const found = seek(place, followLast);
  if (typeof found !== 'string') return statsOf(place.finder, found.member, bigint === true, originals.statSync);
  const forgiven = found === 'ENOENT' || (found === 'ENOTDIR' && followLast && STAT_FORGIVES_ENOTDIR);
  if (throwIfNoEntry === false && forgiven) return undefined;
  throw fsError(found, followLast ? 'stat' : 'lstat', place.path);
}

/** The file system that the archive itself is on. */
export function statfs(place: Place, options: unknown, originals: OriginalFs): fs.StatsFs | fs.BigIntStatsFs {
  memberAt(place, true, 'statfs');
  return originals.statfsSync(place.finder.entry, optionsObject(options) as fs.StatFsOptions);
}

/**
 * @param flags for reading only
 * @returns a descriptor of the table
 * @throws EROFS for flags that write, EEXIST for 'wx' on what is there
 */
export function open(place: Place, flags: unknown, descriptors: Descriptors): number {
  const bits = flagBits(flags);
  const found = seek(place, true);
  const { O_CREAT, O_EXCL } = fs.constants;
  if (changesFiles(bits)) {
    if (typeof found !== 'string' && (bits & O_CREAT) !== 0 && (bits & O_EXCL) !== 0)
      throw fsError('EEXIST', 'open', place.path);
    if (typeof found !== 'string' && found.member.kind === 'directory') throw fsError('EISDIR', 'open', place.path);
    if (typeof found === 'string' && (found !== 'ENOENT' || (bits & O_CREAT) === 0))
      throw fsError(found, 'open', place.path);
    if (typeof found === 'string') requireParent(place, 'open');
    throw fsError('EROFS', 'open', place.path);
  }
  if (typeof found === 'string') throw fsError(found, 'open', place.path);
  if ((bits & (fs.constants.O_DIRECTORY ?? 0)) !== 0 && found.member.kind !== 'directory') {
    throw fsError('ENOTDIR', 'open', place.path);
  }
  return descriptors.open(place.finder, found.member);
}

/** Bytes in the form that readFile's options ask for. The result never shares memory with `content`. */
export function asReadFile(content: Buffer, options: Readonly<Record<string, unknown>>): string | Buffer {
  const encoding = encodingOf(options, null);
  const { buffer } = options;
  if (buffer === undefined) {
    if (encoding === null || encoding === 'buffer') return Buffer.from(content);
    return content.toString(encoding);
  }
  const given: unknown = typeof buffer === 'function' ? (buffer as (size: number) => unknown)(content.length) : buffer;
  if (!ArrayBuffer.isView(given) || given.byteLength < content.length) throw new BadArguments();
  const filled = Buffer.from(given.buffer, given.byteOffset, content.length);
  filled.set(content);
  return encoding === null || encoding === 'buffer' ? filled : filled.toString(encoding);
}

/**
 * @param namesPath whether EISDIR names the path: the open succeeds and the read fails, so most forms know of no path
 * @throws EISDIR for a directory, EROFS for flags that write
 */
export function readFile(place: Place, options: unknown, namesPath = false): string | Buffer {
  const named = optionsObject(options);
  encodingOf(named, null);
  checkSignal(named);
  if (changesFiles(flagBits(named.flag))) throw fsError('EROFS', 'open', place.path);
  const { member } = memberAt(place, true, 'open');
  if (member.kind === 'directory') throw fsError('EISDIR', 'read', namesPath ? place.path : undefined);
  return asReadFile(place.finder.read(member), named);
}

/** @throws EINVAL for what is no link */
export function readlink(place: Place, options: unknown): string | Buffer {
  const { member } = memberAt(place, false, 'readlink');
  if (member.kind !== 'link') throw fsError('EINVAL', 'readlink', place.path);
  return encodeName(place.finder.read(member).toString(), optionsObject(options));
}

/**
 * The content as a Blob; what cannot be read is left to Node's own function, which finds nothing there either.
 * @see https://nodejs.org/api/fs.html#fsopenasblobpath-options
 */
export function asBlob(place: Place, options: unknown): Blob {
  const { type = '' } = optionsObject(options);
  const found = seek(place, true);
  if (typeof options === 'string' || typeof type !== 'string') throw new BadArguments();
  if (typeof found === 'string' && blobFailsLikeStat()) throw fsError(found, 'stat', place.path);
  if (typeof found === 'string') throw new BadArguments();
  if (found.member.kind !== 'file') throw new BadArguments();
  return new Blob([Buffer.from(place.finder.read(found.member))], { type });
}
