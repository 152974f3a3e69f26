// One way to make the operating system load a native member: the interface that ours and third parties' strategies share.
import type { NativeFile } from './native-file.ts';
import type { Sibling } from './siblings.ts';

/** One addon that is to be loaded. */
export interface NativeRequest {
  readonly file: NativeFile;
  /** Shared libraries among the members that the addon is linked with; those that others need come first. */
  readonly libraries: readonly Sibling[];
  /**
   * Has Node load the addon from `path`, and fills the exports of the module that asked for it.
   * @param path absolute; need not exist afterwards
   * @throws what Node throws; let it through
   */
  open(path: string): void;
  /** The same from an open descriptor, on systems that have /proc. */
  openDescriptor(fd: number): void;
  /**
   * Loads one of the libraries from `path` so that it stays, and is found by its name when something is linked with it (glibc only).
   * @throws what Node throws; let it through
   */
  preload(library: Sibling, path: string): void;
}

/** A way to load native members. Ours are `memory` and `extract`. */
export interface NativeStrategy {
  /** One word, as policies and errors name it. */
  readonly name: string;
  /** true, or the reason why this process cannot use it; the next one is asked then. Absent: always. */
  available?(): true | string;
  /**
   * Loads the addon, by `open`, or in a way of its own that fills the module's exports.
   * @throws Error with the reason why it cannot; the next strategy is asked then
   */
  load(request: NativeRequest): void;
  /**
   * Makes the file one that the operating system can start as a program. Absent: programs are left to the next strategy.
   * @returns absolute path that is good while this process lives
   * @throws Error with the reason why it cannot
   */
  place?(file: NativeFile, use: ProgramUse): string;
}

/** What becomes of a program. */
export interface ProgramUse {
  /** Whether it may outlive this process. */
  readonly isDetached: boolean;
  /** Whether it runs as another user or group, who may look neither into this process nor into directories of this user alone. */
  readonly isOtherUser: boolean;
  /** Whether its path is opened later, by another process: a script's by its interpreter, that in a command line by the shell. */
  readonly isOpenedLater: boolean;
}
