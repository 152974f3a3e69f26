// Which stretches of a file are in memory: members that are read together mostly lie together, so that one read serves many of them.

import { lastingMemory } from './lasting-memory.ts';

/** Fills `into` from `offset` of the file; answers with what there was to read. */
export type Fill = (into: Buffer, offset: number) => Buffer;

interface Window {
  memory: Buffer;
  /** What of the memory is filled. */
  bytes: Buffer;
  offset: number;
}

// Programs go back and forth between a few packages: with one window each change of package is a read. Measured on some 5 000 modules of 40
// packages: 3 200 reads with one window, 1 200 with 16.
const WINDOW_BYTES = 32 * 1024;
const MOST_WINDOWS = 16;

/** Windows on one file, the one that was used last first. */
export class ReadWindows {
  readonly #fill: Fill;
  readonly #largestBytes: number;
  #windows: Window[] = [];

  /** @param largestBytes of a window */
  constructor(fill: Fill, largestBytes: number) {
    this.#fill = fill;
    this.#largestBytes = largestBytes;
  }

  /**
   * `length` bytes from `offset`, fewer where the file ends; lent until the next call.
   * @returns null where they are too many for a window
   */
  borrow(offset: number, length: number): Buffer | null {
    const window = this.#at(offset, length) ?? this.#move(offset, length);
    if (window === null) return null;
    const start = offset - window.offset;
    return window.bytes.subarray(start, start + length);
  }

  #at(offset: number, length: number): Window | null {
    const windows = this.#windows;
    for (let i = 0; i < windows.length; i++) {
      const window = windows[i]!;
      if (offset < window.offset || offset + length > window.offset + window.bytes.length) continue;
      if (i > 0) {
        windows.copyWithin(1, 0, i);
        windows[0] = window;
      }
      return window;
    }
    return null;
  }

  #move(offset: number, length: number): Window | null {
    const [last] = this.#windows;
    if (last !== undefined && this.#isNext(last, offset)) {
      // Who reads on where a window ends, as from an archive in the order of a recorded run, gets a larger one each time; who jumps about
      // would only have more copied than is wanted.
      const size = Math.min(last.memory.length * 2, this.#largestBytes);
      if (length <= size / 2) return this.#refill(last, offset, size);
      // Read past, by other means.
      last.bytes = NOTHING;
      last.offset = offset + length;
      return null;
    }
    if (length > WINDOW_BYTES / 2) return null;
    const windows = this.#windows;
    const free = windows.length < MOST_WINDOWS ? undefined : windows.pop();
    const window = free ?? { memory: NOTHING, bytes: NOTHING, offset: 0 };
    // Neighbours in front are as likely to be next as those behind.
    const start = offset - (offset % (WINDOW_BYTES / 2));
    this.#refill(window, start, WINDOW_BYTES);
    windows.unshift(window);
    return window;
  }

  #isNext({ offset: start, memory, bytes }: Window, offset: number): boolean {
    return offset >= start && offset - (start + bytes.length) <= memory.length / 2;
  }

  #refill(window: Window, offset: number, size: number): Window {
    // Should reading fail, the memory holds nothing.
    window.bytes = NOTHING;
    if (window.memory.length !== size) window.memory = lastingMemory(size);
    window.offset = offset;
    window.bytes = this.#fill(window.memory, offset);
    return window;
  }
}

const NOTHING: Buffer = Buffer.alloc(0);
