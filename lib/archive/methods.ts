// Compression methods by number: what can be decoded, and what the others are called.
import zlib from 'node:zlib';
import { type Decoded, inflateExactly } from './inflater.ts';

/**
 * Compressed bytes and the announced size -> content, of another size at most where the announced one is too large. Throws what zlib throws.
 * With `isLent` the content may lie in memory that the next read overwrites.
 */
export type Decoder = (data: Buffer, size: number, isLent?: boolean) => Decoded;

// Deflate cannot do better than 1032:1 (RFC 1951: 258 bytes for two bits). zstd can, but 64 MiB at once is then enough.
const DEFLATE_RATIO = 1032;
const LARGEST_CHUNK = 64 * 1024 * 1024;
const SMALLEST_CHUNK = 64;

interface InfoResult {
  readonly buffer: Buffer;
  readonly engine: { readonly bytesWritten: number };
}

// chunkSize = size: one allocation and no concatenation. maxOutputLength = size: a bomb stops there. `info` tells what was consumed;
// Node's types do not know what it changes. https://nodejs.org/api/zlib.html#class-options
function run(method: unknown, data: Buffer, size: number): Decoded {
  const chunkSize = Math.max(SMALLEST_CHUNK, Math.min(size, LARGEST_CHUNK));
  const options = { chunkSize, maxOutputLength: Math.max(SMALLEST_CHUNK, size), info: true };
  const result = (method as (data: Buffer, options: object) => InfoResult)(data, options);
  return { content: result.buffer, consumed: result.engine.bytesWritten };
}

function store(data: Buffer): Decoded {
  return { content: data, consumed: data.length };
}

function inflate(data: Buffer, size: number, isLent = false): Decoded {
  return inflateExactly(data, size, isLent) ?? run(zlib.inflateRawSync, data, size);
}

function zstd(data: Buffer, size: number): Decoded {
  return run(zlib.zstdDecompressSync, data, size);
}

/** The decoder for a method number, or undefined when this Node.js has none. @see APPNOTE 4.4.5 */
export function decoderOf(method: number): Decoder | undefined {
  if (method === 8) return inflate;
  if (method === 0) return store;
  // zlib has zstd from Node 22.15 and 23.8 on.
  if (method === 93) return typeof zlib.zstdDecompressSync === 'function' ? zstd : undefined;
  return undefined;
}

/** Whether that many compressed bytes can become `size` bytes at all; false before anything is allocated. */
export function isSizePossible(method: number, compressedSize: number, size: number): boolean {
  if (method === 0) return compressedSize === size;
  if (method === 8) return size <= compressedSize * DEFLATE_RATIO;
  return true;
}

const METHOD_NAMES: ReadonlyMap<number, string> = new Map([
  [1, 'shrink'],
  [2, 'reduce'],
  [3, 'reduce'],
  [4, 'reduce'],
  [5, 'reduce'],
  [6, 'implode'],
  [9, 'deflate64'],
  [10, 'PKWARE implode'],
  [12, 'bzip2'],
  [14, 'LZMA'],
  [20, 'zstd (deprecated number)'],
  [94, 'MP3'],
  [95, 'xz'],
  [96, 'JPEG'],
  [97, 'WavPack'],
  [98, 'PPMd'],
  [99, 'AES encryption'],
]);

/** What to tell the user about a method that has no decoder. */
export function describeUnsupported(method: number): string {
  if (method === 93) return 'is compressed with zstd, which needs Node.js >= 22.15';
  const name = METHOD_NAMES.get(method) ?? 'an unknown method';
  return `is compressed with ${name} (method ${method}); zipimport reads stored, deflate and zstd`;
}
