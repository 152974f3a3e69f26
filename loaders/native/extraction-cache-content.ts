// What an entry of the extraction cache holds: its address, whether what is there is it, and how it is written.
import { createHash } from 'node:crypto';
import path from 'node:path';
import * as fs from '../../lib/original-fs.ts';

/** One member to be unpacked. */
export interface ExtractedFile {
  /** '/'-separated, relative, without '.' and '..' segments. */
  readonly name: string;
  readonly content: Buffer;
  /** Whether the operating system is to run or map it: addons, shared libraries, programs, scripts. Checks that the disk allows it. */
  readonly executable: boolean;
}

const IS_WINDOWS = process.platform === 'win32';
const { O_RDONLY, O_WRONLY, O_CREAT, O_EXCL, X_OK } = fs.constants;
/** Windows has no such flag, and no link that a user without rights can make. */
const O_NOFOLLOW: number = fs.constants.O_NOFOLLOW ?? 0;
/** Names that Windows takes for something else: devices, streams, and dots or spaces that it drops. */
const UNSAFE_ON_WINDOWS = /[<>:"|?*\\]|[. ](?:\/|$)|(?:^|\/)(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|\/|$)/i;

/** The name of the entry for these files: SHA-256, in hexadecimal, of names, sizes, kinds and contents. */
export function addressOf(files: readonly ExtractedFile[]): string {
  return addressOfHashes(
    files.map(({ name, content, executable }) => ({ name, size: content.length, hash: hashOf(content), executable })),
  );
}

export interface HashedFile {
  readonly name: string;
  readonly size: number;
  readonly hash: string;
  readonly executable: boolean;
}

/** The same from the hashes of the contents. */
export function addressOfHashes(files: readonly HashedFile[]): string {
  const sorted = [...files].sort((a, b) => (a.name < b.name ? -1 : 1));
  const hash = createHash('sha256');
  // A disk on Windows keeps no executable bit, so it can be no part of what is checked there.
  for (const { name, size, hash: content, executable } of sorted) {
    hash.update(`${name}\0${size}\0${executable && !IS_WINDOWS ? 'x' : '-'}\0${content}\n`);
  }
  return hash.digest('hex');
}

export function hashOf(content: Buffer): string {
  return createHash('sha256').update(content).digest('hex');
}

/** Why a name cannot be a file below an entry; null when it can. */
export function objectionToName(name: string): string | null {
  const segments = name.split('/');
  if (segments.some((segment) => segment === '' || segment === '.' || segment === '..') || name.includes('\0')) {
    return 'not a relative name below a folder';
  }
  return IS_WINDOWS && UNSAFE_ON_WINDOWS.test(name) ? 'not a name that Windows can have' : null;
}

/** A file found below an entry. */
export interface FoundFile {
  readonly name: string;
  readonly size: number;
  readonly executable: boolean;
}

/**
 * Everything below an entry, and its owner and mode checked.
 * @returns the files by name, null when there is no entry; a string says why it must not be used
 */
export function inspect(entry: string): ReadonlyMap<string, FoundFile> | string | null {
  const stats = fs.lstatSync(entry, { throwIfNoEntry: false });
  if (stats === undefined) return null;
  const found = new Map<string, FoundFile>();
  if (!stats.isDirectory()) return 'it is not a directory';
  return objectionToOwner(stats) ?? collect(entry, '', found) ?? found;
}

function collect(entry: string, below: string, found: Map<string, FoundFile>): string | null {
  for (const segment of fs.readdirSync(path.join(entry, below))) {
    const name = below === '' ? segment : `${below}/${segment}`;
    const stats = fs.lstatSync(path.join(entry, name));
    const objection = objectionToOwner(stats);
    if (objection !== null) return `${name}: ${objection}`;
    if (stats.isDirectory()) {
      const inner = collect(entry, name, found);
      if (inner !== null) return inner;
    } else if (stats.isFile()) {
      found.set(name, { name, size: stats.size, executable: (stats.mode & 0o100) !== 0 });
    } else {
      return `${name} is neither a file nor a directory`;
    }
  }
  return null;
}

/** Why what somebody else could have written is not to be trusted; null when nobody but this user and the system's could. */
export function objectionToOwner({ uid, mode }: { readonly uid: number; readonly mode: number }): string | null {
  const user = process.geteuid?.();
  if (user === undefined) return null;
  if (uid !== user && uid !== 0) return `it belongs to user ${uid}, not to ${user}`;
  return (mode & 0o022) === 0 ? null : `others may write it (mode ${(mode & 0o7777).toString(8)})`;
}

/**
 * Holds an entry against the files that it must have, no less and no more.
 * @param isTrusted whether sizes are enough
 * @returns true, null when there is no entry, or why it must not be used
 */
export function compare(entry: string, files: readonly ExtractedFile[], isTrusted: boolean): true | string | null {
  const found = inspect(entry);
  if (found === null || typeof found === 'string') return found;
  if (found.size !== files.length) return `it holds ${found.size} files instead of ${files.length}`;
  for (const { name, content, executable } of files) {
    const there = found.get(name);
    if (there === undefined) return `${name} is missing`;
    if (there.size !== content.length) return `${name} has ${there.size} bytes instead of ${content.length}`;
    if (executable && !there.executable && !IS_WINDOWS) return `${name} is not executable`;
    // Comparing is as good as hashing where the content is at hand, and a fifth of its cost.
    if (!isTrusted && !readWhole(path.join(entry, name)).equals(content)) return `${name} has another content`;
  }
  return true;
}

/** The content of a regular file; does not follow a link that has taken its place. */
export function readWhole(file: string): Buffer {
  const fd = fs.openSync(file, O_RDONLY | O_NOFOLLOW);
  try {
    return fs.readFileSync(fd);
  } finally {
    fs.closeSync(fd);
  }
}

/**
 * Writes the files below a new directory.
 * @throws the system's error; the directory may be half-filled then. An error that says so where programs must not be run from there
 */
export function writeFiles(directory: string, files: readonly ExtractedFile[]): void {
  makeDirectory(directory);
  const made = new Set(['.']);
  for (const { name, content, executable } of files) {
    const parents = path.posix.dirname(name).split('/');
    parents.forEach((_, at) => {
      const parent = parents.slice(0, at + 1).join('/');
      if (made.has(parent)) return;
      makeDirectory(path.join(directory, parent));
      made.add(parent);
    });
    writeFile(path.join(directory, name), content, modeOf(executable));
  }
  const program = files.find(({ executable }) => executable);
  if (program !== undefined) checkExecutable(path.join(directory, program.name));
}

/** Read-only; on Windows that would be an attribute that gets in the way of who removes the file. */
function modeOf(executable: boolean): number {
  if (IS_WINDOWS) return 0o600;
  return executable ? 0o500 : 0o400;
}

/** Even root is refused where the file system is mounted so. @throws an error that says so */
export function checkExecutable(file: string): void {
  try {
    fs.accessSync(file, X_OK);
  } catch (cause) {
    throw new Error(
      `files there cannot be executed (${(cause as NodeJS.ErrnoException).code}): is it mounted noexec?`,
      {
        cause,
      },
    );
  }
}

/** For this user only, whatever the umask. */
function makeDirectory(directory: string): void {
  fs.mkdirSync(directory, { mode: 0o700 });
  fs.chmodSync(directory, 0o700);
}

function writeFile(file: string, content: Buffer, mode: number): void {
  const fd = fs.openSync(file, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW, mode);
  try {
    fs.fchmodSync(fd, mode);
    // A disk that fills up takes a part first, and fails at the next write only.
    for (let at = 0; at < content.length; ) at += fs.writeSync(fd, content, at, content.length - at);
    const { size } = fs.fstatSync(fd);
    if (size !== content.length) throw new Error(`${size} of ${content.length} bytes were written`);
  } finally {
    fs.closeSync(fd);
  }
}
