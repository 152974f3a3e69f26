// Memory that every decoded text uses again. Thousands of source files pass through it on their way to becoming strings; a Buffer for each
// would be memory outside the heap, which piles up until the next garbage collection.

/** Larger members get a buffer of their own, so that one of them does not keep its size alive for ever. */
export const LARGEST_BYTES: number = 256 * 1024;
const SMALLEST_BYTES = 64 * 1024;

/** One piece of memory that is lent out again and again. */
export class Scratch {
  #buffer: Buffer | undefined;

  /** `length` bytes that are the caller's until anybody borrows again. */
  borrow(length: number): Buffer {
    if (length > LARGEST_BYTES) return Buffer.allocUnsafeSlow(length);
    if (this.#buffer === undefined || this.#buffer.length < length) {
      this.#buffer = Buffer.allocUnsafeSlow(Math.max(SMALLEST_BYTES, 2 ** Math.ceil(Math.log2(length))));
    }
    return this.#buffer.subarray(0, length);
  }
}

/** Gives the memory of a large borrowed buffer back at once, where Node.js can (22 and newer); nobody may look at it any more. */
export function giveBack(borrowed: Buffer): void {
  const memory = borrowed.buffer as ArrayBuffer & { transfer?(length: number): ArrayBuffer };
  if (memory.byteLength > LARGEST_BYTES) memory.transfer?.(0);
}

/** What comes out of the decoders. */
export const OUTPUT: Scratch = new Scratch();
/** What is read from files. */
export const INPUT: Scratch = new Scratch();
/** What is put together for decoding. */
export const JOINED: Scratch = new Scratch();
