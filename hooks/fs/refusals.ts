// Calls that would change an archive, and the error that a read-only file system gives each. The order of the checks is Linux's: what can be
// seen to be wrong by looking (missing, through a file, already there) comes before EROFS where the kernel looks first.
import { open } from './answers.ts';
import { optionsObject } from './arguments.ts';
import type { Descriptors } from './descriptors.ts';
import { memberAt, parentOf, requireParent, seek } from './members.ts';
import { fsError } from './node-errors.ts';
import type { Place } from './paths.ts';

/** Always throws, but for the few calls that have nothing to do (mkdir -p of what is there, rm -f of what is not). */
export type Refusal = (place: Place, rest: readonly unknown[]) => undefined;

/** EROFS for a member that must be there. */
function change(syscall: string, followLast = true): Refusal {
  return (place) => {
    memberAt(place, followLast, syscall);
    throw fsError('EROFS', syscall, place.path);
  };
}

/** EROFS, whether the last name is there or not: Linux asks for write access before it looks. */
function remove(syscall: string): Refusal {
  return (place) => {
    requireParent(place, syscall);
    throw fsError('EROFS', syscall, place.path);
  };
}

const mkdir: Refusal = (place, rest) => {
  const recursive = typeof rest[0] === 'object' && optionsObject(rest[0]).recursive === true;
  const found = seek(place, true);
  if (typeof found !== 'string') {
    if (recursive && found.member.kind === 'directory') return undefined;
    throw fsError('EEXIST', 'mkdir', place.path);
  }
  if (found === 'ENOTDIR' || !recursive) requireParent(place, 'mkdir');
  throw fsError('EROFS', 'mkdir', place.path);
};

const mkdtemp: Refusal = (place) => {
  const path = `${place.path}XXXXXX`;
  if (!place.asDirectory) requireParent(place, 'mkdtemp', path);
  throw fsError('EROFS', 'mkdtemp', path);
};

const rm: Refusal = (place, rest) => {
  const found = seek(place, false);
  if (typeof found === 'string') {
    if (found === 'ENOENT' && optionsObject(rest[0]).force === true) return undefined;
    throw fsError(found, 'lstat', place.path);
  }
  throw fsError('EROFS', found.member.kind === 'directory' ? 'rmdir' : 'unlink', place.path);
};

function writing(defaultFlag: string, descriptors: Descriptors): Refusal {
  return (place, rest) => {
    const fd = open(place, optionsObject(rest[1]).flag ?? defaultFlag, descriptors);
    descriptors.close(fd); // Only a flag for reading comes this far.
    throw fsError('EBADF', 'write');
  };
}

/**
 * Functions whose first argument is the path that would change: name without Sync -> refusal.
 * @param descriptors for the functions that open first
 */
export function refusals(descriptors: Descriptors): Readonly<Record<string, Refusal>> {
  return {
    appendFile: writing('a', descriptors),
    chmod: change('chmod'),
    chown: change('chown'),
    lchmod: change('lchmod', false),
    lchown: change('lchown', false),
    lutimes: change('lutime', false),
    mkdir,
    mkdtemp,
    mkdtempDisposable: mkdtemp,
    rm,
    rmdir: remove('rmdir'),
    truncate: (place) => {
      open(place, 'r+', descriptors);
      return undefined;
    },
    unlink: remove('unlink'),
    utimes: change('utime'),
    writeFile: writing('w', descriptors),
  };
}

/** rename, with either side in an archive. */
export function refuseRename(from: string, to: string): never {
  throw fsError('EROFS', 'rename', from, to);
}

/** link: a new name in an archive is a change; a new name elsewhere for a member is a link between two file systems. */
export function refuseLink(from: Place | null, to: Place | null, fromPath: string, toPath: string): never {
  if (from !== null) {
    const found = seek(from, false);
    if (typeof found === 'string') throw fsError(found, 'link', fromPath, toPath);
  }
  throw fsError(to === null ? 'EXDEV' : refusedName(to), 'link', fromPath, toPath);
}

/** symlink: only the new name matters, the target may point anywhere. */
export function refuseSymlink(target: string, place: Place): never {
  throw fsError(refusedName(place), 'symlink', target, place.path);
}

function refusedName(place: Place): 'EEXIST' | 'ENOENT' | 'ENOTDIR' | 'EROFS' | 'ELOOP' {
  const found = seek(place, false);
  if (typeof found !== 'string') return 'EEXIST';
  const parent = seek(parentOf(place), true);
  return typeof parent === 'string' ? (parent as 'ENOENT') : 'EROFS';
}
