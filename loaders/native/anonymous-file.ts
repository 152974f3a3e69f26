// Files without a name: content that has a descriptor and no path of its own, so that nothing is left when the process ends, however it does.
import { randomBytes } from 'node:crypto';
import { tmpdir } from 'node:os';
import path from 'node:path';
import {
  accessSync,
  closeSync,
  constants,
  fchmodSync,
  fstatSync,
  openSync,
  statfsSync,
  unlinkSync,
  writeSync,
} from '../../lib/original-fs.ts';

/** asm-generic/fcntl.h: the same on every architecture, unlike O_DIRECTORY, which the kernel wants with it. */
const O_TMPFILE = 0o20000000 | constants.O_DIRECTORY;
/**
 * Mappable and executable for this user, whatever the umask; and for the one that a process becomes that gives up being root. Nobody else
 * gets at a file without a name.
 */
const MODE = 0o755;
/** Without these nothing can be done with it. */
const NEEDED = 0o700;

/** Directories to try, best first: memory before disks. */
export function memoryDirectories(environment: NodeJS.ProcessEnv = process.env): readonly string[] {
  const wanted = ['/dev/shm', environment['XDG_RUNTIME_DIR'], tmpdir()];
  return [...new Set(wanted.filter((directory) => directory !== undefined && path.isAbsolute(directory)))] as string[];
}

/**
 * A descriptor, open for reading and writing, of a nameless file with this content, in the first directory that takes it and from which
 * the system may run what it holds.
 * @throws Error whose message lists each directory with the reason why it was not that one
 */
export function createAnonymousFile(content: Buffer, directories: readonly string[] = memoryDirectories()): number {
  const reasons: string[] = [];
  for (const directory of directories) {
    let fd: number | undefined;
    try {
      fd = openNameless(directory);
      allowAll(fd);
      assertMappable(fd);
      assertRoom(directory, content.length);
      writeWhole(fd, content);
      return fd;
    } catch (error) {
      if (fd !== undefined) closeSync(fd);
      reasons.push(`${directory}: ${reasonOf(error)}`);
    }
  }
  throw new Error(reasons.length === 0 ? 'no directory to try' : reasons.join('; '));
}

// Overlay file systems in user space, network ones and old kernels have no O_TMPFILE, and say so in many ways (ENOTSUP, EISDIR, EINVAL,
// ENOENT). There a file is made and its name taken away at once.
function openNameless(directory: string): number {
  try {
    return openSync(directory, O_TMPFILE | constants.O_RDWR | constants.O_EXCL, MODE);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (
      code === 'EACCES' ||
      code === 'EMFILE' ||
      code === 'ENFILE' ||
      code === 'EROFS' ||
      code === 'ERR_ACCESS_DENIED'
    ) {
      throw error;
    }
  }
  const name = path.join(directory, `.zipimport-${process.pid}-${randomBytes(8).toString('hex')}`);
  const flags = constants.O_RDWR | constants.O_CREAT | constants.O_EXCL | constants.O_NOFOLLOW;
  const fd = openSync(name, flags, MODE);
  try {
    unlinkSync(name);
    return fd;
  } catch (error) {
    closeSync(fd);
    throw error;
  }
}

// The umask may have taken something away, and --permission forbids to give it back.
function allowAll(fd: number): void {
  const { mode } = fstatSync(fd);
  if ((mode & MODE) === MODE) return;
  try {
    fchmodSync(fd, MODE);
  } catch (error) {
    if ((mode & NEEDED) !== NEEDED) throw error;
  }
}

// On a file system that is mounted noexec the system refuses, even to root, while the file is still empty.
function assertMappable(fd: number): void {
  try {
    accessSync(`/proc/self/fd/${fd}`, constants.X_OK);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'EACCES') throw new Error('mounted noexec');
    // --permission forbids to look; the system's loader will say.
    if (code === 'ERR_ACCESS_DENIED') return;
    throw code === 'ENOENT' ? new Error('/proc is not mounted') : error;
  }
}

// So that a small file system is not filled up first. One that tells no size (ramfs) is taken at its word when it is written to.
function assertRoom(directory: string, size: number): void {
  const { blocks, bavail, bsize } = statfsSync(directory);
  if (blocks > 0 && bavail * bsize < size) throw new Error(`no room for ${size} bytes`);
}

/**
 * Writes all of it. A full disk takes a part first and refuses the next; a library with a part missing would kill the process.
 * @throws ENOSPC and whatever else writing meets
 */
function writeWhole(fd: number, content: Buffer): void {
  for (let done = 0; done < content.length; ) {
    done += writeSync(fd, content, done, content.length - done, done);
  }
  const { size } = fstatSync(fd);
  if (size !== content.length) throw new Error(`only ${size} of ${content.length} bytes were written`);
}

function reasonOf(error: unknown): string {
  const { code, message } = error as NodeJS.ErrnoException;
  return code === undefined ? message : `${code}, ${message.replace(/^\w+: /, '')}`;
}
