// Loads addons: checks what can be checked, asks the strategies in the policy's order, and says what came of each.
import { constants } from 'node:os';
import { ZipImportError } from '../../lib/errors.ts';
import { nativeOrder } from '../../lib/policy/native-order.ts';
import type { Policy } from '../../lib/policy/policy.ts';
import { descriptorPath } from './descriptor-path.ts';
import type { ReadBytes } from './elf.ts';
import type { FindNative, NativeFile } from './native-file.ts';
import type { NativeRequest, NativeStrategy } from './native-strategy.ts';
import {
  type Binary,
  bufferReader,
  descriptorReader,
  hostPlatform,
  isForeign,
  platformName,
  readBinary,
} from './platform.ts';
import { SharedFiles } from './shared-files.ts';
import { findSiblings, type Sibling } from './siblings.ts';

/** As process.dlopen; without flags Node takes its own. */
export type Dlopen = (module: object, path: string, ...flags: readonly number[]) => void;

export interface NativeContext {
  readonly find: FindNative;
  readonly policy: Policy;
  /** Node's own. */
  readonly dlopen: Dlopen;
  /** Third parties' strategies, which come first whatever the policy's order, unless it denies the member. */
  added(): readonly NativeStrategy[];
  /** Ours, which the policy names. */
  readonly builtIn: readonly NativeStrategy[];
}

/** bits/dlfcn.h: keeps a library when the handle is closed. Node hands on flags that it does not know. */
const RTLD_NODELETE = 0x1000;

export class NativeAddons {
  readonly #context: NativeContext;
  readonly #shared = new SharedFiles();

  constructor(context: NativeContext) {
    this.#context = context;
  }

  /**
   * Loads the addon `file` as Node's process.dlopen loads a file.
   * @param module the module object whose exports are filled
   * @throws ERR_ZIPIMPORT_POLICY_DENIED, ERR_ZIPIMPORT_NATIVE_PLATFORM, ERR_ZIPIMPORT_NATIVE_TRUNCATED,
   *   ERR_ZIPIMPORT_NATIVE_UNLOADABLE when no strategy can; ERR_DLOPEN_FAILED, ERR_DLOPEN_DISABLED and whatever the addon itself throws
   */
  load(file: NativeFile, module: object, flags: readonly number[]): void {
    const { archive, member } = file;
    const { dlopen, policy } = this.#context;
    const host = hostPlatform();
    const { order, rule } = nativeOrder(policy, { archive, member, platform: platformName(host) });
    if (order.length === 0) {
      throw new ZipImportError(
        'ERR_ZIPIMPORT_POLICY_DENIED',
        `${member} in ${archive} is a native addon, and ${rule} denies it.`,
        { archive, member },
      );
    }
    const open = (other: NativeFile): ReadBytes => this.#open(other);
    const binary = readBinary(open(file));
    checkBinary(file, binary);
    const libraries = findSiblings(file, binary.elf, this.#context.find, open);
    for (const library of libraries) checkBinary(library, readBinary(open(library)));

    const attempt = new Attempt(file, libraries, module, flags, dlopen);
    const added = this.#context.added();
    const strategies = [
      ...added,
      ...order.flatMap((name) => this.#context.builtIn.find((own) => own.name === name) ?? []),
    ];
    const refusals: string[] = [];
    for (const strategy of strategies) {
      const available = strategy.available?.() ?? true;
      if (available !== true) {
        refusals.push(`${strategy.name}: ${available}`);
        continue;
      }
      try {
        strategy.load(attempt.request);
        return;
      } catch (error) {
        if (attempt.isFinal(error)) throw error;
        refusals.push(`${strategy.name}: ${error instanceof Error ? error.message : String(error)}`);
      }
    }
    assertAddonsEnabled(dlopen);
    throw new ZipImportError(
      'ERR_ZIPIMPORT_NATIVE_UNLOADABLE',
      `${member} in ${archive} is a native addon, and no way to load it works here (order: ${order.join(', ')}, by ${rule}).\n` +
        refusals.map((line) => `  ${line}`).join('\n'),
      { archive, member },
    );
  }

  // What another thread has loaded is not unpacked again just to look at it.
  #open(file: NativeFile): ReadBytes {
    const fd = this.#shared.find(file);
    return fd === null ? bufferReader(file.content()) : descriptorReader(fd);
  }
}

/** One load through several strategies. */
class Attempt {
  readonly request: NativeRequest;
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

function checkBinary(file: NativeFile, binary: Binary): void {
  const { archive, member, size } = file;
  if (isForeign(binary)) {
    const [built, own] = [platformName(binary), platformName(hostPlatform())];
    throw new ZipImportError(
      'ERR_ZIPIMPORT_NATIVE_PLATFORM',
      `${member} in ${archive} is built for ${built}, and this Node.js is ${own}. Put the package's files for ${own} into the archive.`,
      { archive, member, expected: own, actual: built },
    );
  }
  if (binary.elf === null || binary.elf.minimumSize <= size) return;
  const { minimumSize } = binary.elf;
  throw new ZipImportError(
    'ERR_ZIPIMPORT_NATIVE_TRUNCATED',
    `${member} in ${archive} is cut off: it has ${size} bytes, and its headers speak of ${minimumSize}. It was so when the archive was made.`,
    { archive, member, expected: minimumSize, actual: size },
  );
}

// Where addons are switched off, Node says so before it looks at the file.
function assertAddonsEnabled(dlopen: Dlopen): void {
  try {
    dlopen({ exports: {} }, '/');
  } catch (error) {
    if ((error as { code?: unknown }).code === 'ERR_DLOPEN_DISABLED') throw error;
  }
}
