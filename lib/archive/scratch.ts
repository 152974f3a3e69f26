// Memory that every decoded text uses again. Thousands of source files pass through it on their way to becoming strings; a Buffer for each
// would be memory outside the heap, which piles up until the next garbage collection.

import { lastingMemory } from './lasting-memory.ts';

/** What is larger is given back once it is used, so that one large member does not keep its size alive for ever. */
export const LARGEST_BYTES: number = 256 * 1024;
const SMALLEST_BYTES = 64 * 1024;
// Address space, not memory. What is larger still gets a buffer of its own.
const RESERVED_BYTES = 64 * 1024 * 1024;

/** What ES2024 adds to ArrayBuffer: V8 has the first from Node.js 20 on, the second from 22 on. */
interface NewerArrayBuffer extends ArrayBuffer {
  resize?(bytes: number): void;
  transfer?(bytes: number): ArrayBuffer;
}
type NewerConstructor = new (bytes: number, options: { readonly maxByteLength: number }) => NewerArrayBuffer;

/** One piece of memory that is lent out again and again. */
export class Scratch {
  #buffer: Buffer | undefined;
  #large: NewerArrayBuffer | undefined;

  /** `length` bytes that are the caller's until anybody borrows again. */
  borrow(length: number): Buffer {
    if (length > LARGEST_BYTES) return this.#borrowLarge(length);
    if (this.#buffer === undefined || this.#buffer.length < length) {
      this.#buffer = lastingMemory(Math.max(SMALLEST_BYTES, 2 ** Math.ceil(Math.log2(length))));
    }
    return this.#buffer.subarray(0, length);
  }

  // An ArrayBuffer that grows and shrinks has pages of its own, which go when it shrinks, on every version of Node.js. A plain one comes
  // from malloc: glibc, once a large one was freed, keeps twice as much free memory instead of giving it back, for the rest of the process.
  #borrowLarge(length: number): Buffer {
    if (length <= RESERVED_BYTES) {
      try {
        this.#large ??= new (ArrayBuffer as unknown as NewerConstructor)(0, { maxByteLength: RESERVED_BYTES });
        this.#large.resize?.(length);
        if (this.#large.byteLength === length) return Buffer.from(this.#large, 0, length);
      } catch {
        // No address space, or no memory.
      }
    }
    return Buffer.allocUnsafeSlow(length);
  }
}

/** Gives the memory of a large borrowed buffer back at once, where Node.js can; nobody may look at it any more. */
export function giveBack(borrowed: Buffer): void {
  const memory = borrowed.buffer as NewerArrayBuffer & { readonly resizable?: boolean };
  if (memory.byteLength <= LARGEST_BYTES) return;
  if (memory.resizable === true) memory.resize?.(0);
  else memory.transfer?.(0);
}

/** What comes out of the decoders. */
export const OUTPUT: Scratch = new Scratch();
/** What is read from files. */
export const INPUT: Scratch = new Scratch();
/** What is put together for decoding. */
export const JOINED: Scratch = new Scratch();
