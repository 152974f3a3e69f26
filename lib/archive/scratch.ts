// Memory that every decoded text uses again. Thousands of source files pass through it on their way to becoming strings; a Buffer for each
// would be memory outside the heap, which piles up until the next garbage collection.

// Larger members get a buffer of their own, so that one of them does not keep its size alive for ever.
const LARGEST_BYTES = 1024 * 1024;
const SMALLEST_BYTES = 64 * 1024;

let scratch: Buffer | undefined;

/** `length` bytes that are the caller's until anybody calls this again. */
export function borrowBytes(length: number): Buffer {
  if (length > LARGEST_BYTES) return Buffer.allocUnsafeSlow(length);
  if (scratch === undefined || scratch.length < length) {
    scratch = Buffer.allocUnsafeSlow(Math.max(SMALLEST_BYTES, 2 ** Math.ceil(Math.log2(length))));
  }
  return scratch.subarray(0, length);
}
