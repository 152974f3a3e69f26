// One addon on its way through the strategies: hands paths to Node's dlopen and tells the addon's own errors from the system's refusals.
import { constants } from 'node:os';
import { descriptorPath } from './descriptor-path.ts';
import type { NativeFile } from './native-file.ts';
import type { NativeRequest } from './native-strategy.ts';
import type { Sibling } from './siblings.ts';

/** As process.dlopen; without flags Node takes its own. */
export type Dlopen = (module: object, path: string, ...flags: readonly number[]) => void;

/** bits/dlfcn.h: keeps a library when the handle is closed. Node hands on flags that it does not know. */
const RTLD_NODELETE = 0x1000;

export class LoadAttempt {
  readonly request: NativeRequest;
  /** Paths that the system was given -> those that the program knows. */
  readonly #names = new Map<string, string>();
  #final: unknown;

  constructor(
    file: NativeFile,
    libraries: readonly Sibling[],
    module: object,
    flags: readonly number[],
    dlopen: Dlopen,
  ) {
    const open = (path: string): void => this.#run(path, file.path, () => dlopen(module, path, ...flags));
    this.request = {
      file,
      libraries,
      open,
      openDescriptor: (fd) => open(descriptorPath(fd)),
      preload: (library, path) => this.#run(path, library.path, () => preload(path, dlopen)),
    };
  }

  /** Whether the error comes from loading itself: the same on a disk, so that no other strategy is asked. */
  isFinal(error: unknown): boolean {
    return error !== undefined && error === this.#final;
  }

  #run(path: string, shown: string, action: () => void): void {
    this.#names.set(path, shown);
    try {
      action();
    } catch (error) {
      const isRefused = isRefusal(error, path);
      if (error instanceof Error) this.#rename(error);
      if (!isRefused) this.#final = error;
      throw error;
    }
  }

  /** Messages of the system's loader name the file that it opened. */
  #rename(error: Error): void {
    for (const [path, shown] of this.#names) {
      const { message, stack } = error;
      if (!message.includes(path)) continue;
      error.message = message.replaceAll(path, shown);
      if (stack !== undefined) error.stack = stack.replaceAll(path, shown);
    }
  }
}

/**
 * Whether the system would not take the file at all, which may be otherwise for a file elsewhere: no right to map it, or it cannot be
 * opened. Errors about what is in it, or about others that it needs, are the addon's own. The loader has words only, no codes.
 */
function isRefusal(error: unknown, path: string): boolean {
  const { code, message = '' } = error as { readonly code?: unknown; readonly message?: string };
  if (code !== 'ERR_DLOPEN_FAILED' || !message.includes(path) || message.includes('needed by')) return false;
  return /failed to map|cannot open shared object|cannot read file|cannot create|not permitted|ermission denied/.test(
    message,
  );
}

/** Node closes what does not register as an addon, and says so; the flag keeps it all the same. */
function preload(path: string, dlopen: Dlopen): void {
  try {
    dlopen({ exports: {} }, path, constants.dlopen.RTLD_NOW | RTLD_NODELETE);
  } catch (error) {
    if (!String((error as Error).message).includes('did not self-register')) throw error;
  }
}
