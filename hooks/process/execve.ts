// process.execve of a member: the operating system cannot do it, and Node 22 and 24 end the process where it fails.

import { constants } from 'node:os';
import path from 'node:path';
import type { FsFunction } from '../fs/forms.ts';
import { disguise } from '../fs/slots.ts';
import { replaceProperty, type Undo } from '../undo.ts';

type Execve = (this: unknown, file: unknown, ...rest: readonly unknown[]) => unknown;

/**
 * Throws what Node 26 throws, so that programs that try execve first (`tsc` of TypeScript 7) go on to start a child process.
 * @param owns whether the path lies inside an archive (or is one in use)
 * @param target where the function is; Node 20 has none
 * @returns the undo
 */
export function patchExecve(owns: (path: string) => boolean, target: object = process): Undo {
  const slots = target as { execve?: Execve };
  const { execve } = slots;
  if (execve === undefined) return () => {};
  function refusing(this: unknown, file: unknown, ...rest: readonly unknown[]): unknown {
    if (typeof file !== 'string' || !owns(path.resolve(file))) return execve?.call(this, file, ...rest);
    const error = new Error(`ENOTDIR, Not a directory '${file}'`);
    throw Object.assign(error, { errno: constants.errno.ENOTDIR, code: 'ENOTDIR', path: file, syscall: 'execve' });
  }
  return replaceProperty(slots, 'execve', disguise(refusing as FsFunction, execve as FsFunction) as Execve);
}
