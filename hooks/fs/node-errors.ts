// Errors of the file system as Node words them: the look-alikes of what libuv would have said.
import { getSystemErrorMap } from 'node:util';

/** What Node's file errors carry beside the message. */
export interface FsError extends Error {
  errno: number;
  code: string;
  syscall: string;
  path?: string;
  dest?: string;
}

let known: Map<string, readonly [errno: number, message: string]> | undefined;

function describe(code: string): readonly [errno: number, message: string] {
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
export function fsError(code: string, syscall: string, path?: string, dest?: string): FsError {
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

/** An error with one of Node's ERR_ codes, printed as Node's are. */
export function codedError(code: string, message: string): Error {
  return coded(new Error(message), code);
}

/** ERR_OUT_OF_RANGE. */
export function rangeError(message: string): Error {
  return coded(new RangeError(message), 'ERR_OUT_OF_RANGE');
}

function coded(error: Error, code: string): Error {
  const name = `${error.name} [${code}]`;
  error.stack = `${name}${error.stack?.slice(error.name.length) ?? ''}`;
  return Object.assign(error, { code });
}
