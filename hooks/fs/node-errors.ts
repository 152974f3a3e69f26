// Errors of the file system as Node words them: the look-alikes of what libuv would have said.
import { getSystemErrorMap } from 'node:util';

/** The failures that a read-only directory can answer with. */
export type FsCode =
  | 'EACCES'
  | 'EBADF'
  | 'EEXIST'
  | 'EINVAL'
  | 'EISDIR'
  | 'ELOOP'
  | 'ENOENT'
  | 'ENOTDIR'
  | 'EROFS'
  | 'EXDEV';

/** What Node's file errors carry beside the message. */
export interface FsError extends Error {
  errno: number;
  code: FsCode;
  syscall: string;
  path?: string;
  dest?: string;
}

let known: Map<string, readonly [errno: number, message: string]> | undefined;

function describe(code: FsCode): readonly [errno: number, message: string] {
  if (known === undefined) {
    known = new Map();
    for (const [errno, [name, message]] of getSystemErrorMap()) known.set(name, [errno, message]);
  }
  // Numbers differ between platforms (ENOENT is -2 on Linux, -4058 on Windows), so they are Node's, never written out here.
  return known.get(code) ?? [0, 'unknown error'];
}

/**
 * An error with the fields, their order and the wording of Node's own.
 * @param syscall the name that Node puts in the message ('scandir' for readdir)
 * @param path as the caller wrote it, not resolved; undefined for calls on descriptors
 * @param dest the second path of rename, link, symlink and copies
 * @see https://nodejs.org/api/errors.html#class-systemerror
 */
export function fsError(code: FsCode, syscall: string, path?: string, dest?: string): FsError {
  const [errno, text] = describe(code);
  let message = `${code}: ${text}, ${syscall}`;
  if (path !== undefined) message += ` '${path}'`;
  if (dest !== undefined) message += ` -> '${dest}'`;
  const error = new Error(message) as FsError;
  error.errno = errno;
  error.code = code;
  error.syscall = syscall;
  if (path !== undefined) error.path = path;
  if (dest !== undefined) error.dest = dest;
  return error;
}

/** Whether Node throws this error at the call instead of handing it to the callback: its argument checks. */
export function isArgumentError(error: unknown): boolean {
  if (!(error instanceof TypeError) && !(error instanceof RangeError)) return false;
  const { code } = error as NodeJS.ErrnoException;
  return typeof code === 'string' && code.startsWith('ERR_');
}

/** An argument error with Node's class and code, for the few checks that cannot be left to Node's own function. */
export function argumentError(code: string, message: string): TypeError {
  const error = new TypeError(message) as TypeError & { code: string };
  error.code = code;
  return error;
}
