// Unaligned little-endian numbers out of bytes. Plain arithmetic: Buffer's readers cost several times more before V8 has optimised them.

/** Unsigned 16 bits. The caller has checked that they are there. */
export function u16(bytes: Uint8Array, at: number): number {
  return bytes[at]! | (bytes[at + 1]! << 8);
}

/** Unsigned 32 bits. */
export function u32(bytes: Uint8Array, at: number): number {
  return (bytes[at]! | (bytes[at + 1]! << 8) | (bytes[at + 2]! << 16) | (bytes[at + 3]! << 24)) >>> 0;
}

/** Signed 32 bits: what comparisons with record signatures need, and no heap number. */
export function i32(bytes: Uint8Array, at: number): number {
  return bytes[at]! | (bytes[at + 1]! << 8) | (bytes[at + 2]! << 16) | (bytes[at + 3]! << 24);
}

/** Unsigned 64 bits. Above Number.MAX_SAFE_INTEGER the answer is inexact but stays above it, so that range checks hold. */
export function u64(bytes: Uint8Array, at: number): number {
  return u32(bytes, at + 4) * 0x1_0000_0000 + u32(bytes, at);
}

const IS_LITTLE_ENDIAN = new Uint8Array(Uint32Array.of(1).buffer)[0] === 1;

/** All of `bytes` as unsigned 32-bit numbers, a copy; what is left over at the end is left out. */
export function words(bytes: Buffer): Uint32Array {
  const numbers = new Uint32Array(bytes.length >>> 2);
  const target = Buffer.from(numbers.buffer);
  bytes.copy(target, 0, 0, target.length);
  if (!IS_LITTLE_ENDIAN) target.swap32();
  return numbers;
}

/** The bytes of `numbers`. */
export function bytesOf(numbers: Uint32Array): Buffer {
  const bytes = Buffer.from(numbers.buffer, numbers.byteOffset, numbers.byteLength);
  return IS_LITTLE_ENDIAN ? bytes : Buffer.from(bytes).swap32();
}
