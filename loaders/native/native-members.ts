// Native members of one thread: loads addons, and gives programs a path that the operating system can start.
import type { ReadBytes } from './elf.ts';
import { type Dlopen, LoadAttempt } from './load-attempt.ts';
import type { FindNative, NativeFile } from './native-file.ts';
import type { ProgramUse } from './native-strategy.ts';
import { bufferReader, descriptorReader, readBinary } from './platform.ts';
import { SharedFiles } from './shared-files.ts';
import { findSiblings } from './siblings.ts';
import { checkBinary, decide, firstThatCan, type StrategySource } from './strategy-order.ts';

export interface NativeContext extends StrategySource {
  readonly find: FindNative;
  /** Node's own. */
  readonly dlopen: Dlopen;
}

export class NativeMembers {
  readonly #context: NativeContext;
  readonly #shared = new SharedFiles();
  /** Use and identity -> path, checked once per process. */
  readonly #places = new Map<string, string>();

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
    const { dlopen, find, policy } = this.#context;
    const decision = decide(file, policy);
    assertAddonsEnabled(dlopen);
    const open = (other: NativeFile): ReadBytes => this.open(other);
    const binary = readBinary(open(file));
    checkBinary(file, binary);
    const libraries = findSiblings(file, find, open);
    for (const library of libraries) checkBinary(library, readBinary(open(library)));

    const attempt = new LoadAttempt(file, libraries, module, flags, dlopen);
    firstThatCan(
      file,
      this.#context,
      decision,
      (strategy) => strategy.load(attempt.request),
      (error) => attempt.isFinal(error),
    );
  }

  /**
   * A path under which the operating system can start the program `file` while this process lives.
   * @throws ERR_ZIPIMPORT_POLICY_DENIED, ERR_ZIPIMPORT_NATIVE_PLATFORM, ERR_ZIPIMPORT_NATIVE_TRUNCATED, ERR_ZIPIMPORT_NATIVE_UNLOADABLE
   */
  place(file: NativeFile, use: ProgramUse): string {
    const key = `${use.isDetached} ${use.isOtherUser} ${use.isOpenedLater} ${file.identity}`;
    const path = this.#places.get(key) ?? this.#makePlace(file, use);
    this.#places.set(key, path);
    return path;
  }

  #makePlace(file: NativeFile, use: ProgramUse): string {
    const decision = decide(file, this.#context.policy);
    checkBinary(file, readBinary(this.open(file)));
    return firstThatCan(file, this.#context, decision, (strategy) => {
      if (strategy.place === undefined) throw new Error('has no place for programs');
      return strategy.place(file, use);
    });
  }

  /** The bytes of a member. What another thread has loaded is not unpacked again just to look at it. */
  open(file: NativeFile): ReadBytes {
    const fd = this.#shared.find(file);
    return fd === null ? bufferReader(file.content()) : descriptorReader(fd);
  }
}

// Where addons are switched off, Node says so before it looks at the file; nothing is made for them then.
function assertAddonsEnabled(dlopen: Dlopen): void {
  try {
    dlopen({ exports: {} }, '/');
  } catch (error) {
    if ((error as { code?: unknown }).code === 'ERR_DLOPEN_DISABLED') throw error;
  }
}
