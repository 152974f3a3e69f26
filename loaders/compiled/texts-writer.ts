// Puts texts together.
import { isAscii } from 'node:buffer';
import { crc32 } from 'node:zlib';
import { bytesOf } from '../../lib/archive/little-endian.ts';
import { CHUNK_NUMBERS, TEXTS_HEADER_BYTES, TEXTS_MAGIC, type TextPlace } from './texts-format.ts';

// V8 keeps strings from 128 KB on where its garbage collector leaves them. Larger ones would only bring more along that is not asked for; from
// 1 MB on Node keeps the characters outside of V8's heap, and V8 marks and compacts once more for what it is told lies there (30 ms).
const CHUNK_BYTES = 240_000;
// Offsets are 32 bits wide; and one chunk is one string.
const LARGEST_BYTES = 0xffffffff;
const LARGEST_TEXT_BYTES = 128 * 1024 * 1024;

/** What came of it. */
export interface EncodedTexts {
  readonly content: Buffer;
  /** What entries of code caches know them by. */
  readonly id: number;
  /** Text by text; null for what does not fit. */
  readonly places: readonly (TextPlace | null)[];
}

interface Chunk {
  readonly number: number;
  readonly parts: Buffer[];
  bytes: number;
  length: number;
}

/** @param texts in the order of their loading, of which those that are loaded one after the other lie together */
export function encodeTexts(texts: readonly string[]): EncodedTexts {
  const chunks: { readonly bytes: Buffer; readonly encoding: number }[] = [];
  const open: (Chunk | undefined)[] = [];
  let total = 0;

  function close(encoding: number): void {
    const chunk = open[encoding];
    open[encoding] = undefined;
    if (chunk !== undefined) chunks[chunk.number] = { bytes: Buffer.concat(chunk.parts), encoding };
  }

  let count = 0;
  const places = texts.map((text): TextPlace | null => {
    const bytes = Buffer.from(text);
    if (bytes.length > LARGEST_TEXT_BYTES || total + bytes.length > LARGEST_BYTES / 2) return null;
    total += bytes.length;
    const encoding = isAscii(bytes) ? 0 : 1;
    let chunk = open[encoding];
    if (chunk === undefined) {
      chunk = { number: count, parts: [], bytes: 0, length: 0 };
      count += 1;
      open[encoding] = chunk;
    }
    const place = { chunk: chunk.number, start: chunk.length, length: text.length };
    chunk.parts.push(bytes);
    chunk.bytes += bytes.length;
    chunk.length += text.length;
    if (chunk.bytes >= CHUNK_BYTES) close(encoding);
    return place;
  });
  for (let encoding = 0; encoding < open.length; encoding++) close(encoding);

  const numbers = new Uint32Array(chunks.length * CHUNK_NUMBERS);
  let offset = TEXTS_HEADER_BYTES + numbers.byteLength;
  chunks.forEach(({ bytes, encoding }, i) => {
    numbers.set([offset, bytes.length, crc32(bytes), encoding], i * CHUNK_NUMBERS);
    offset += bytes.length;
  });
  const table = bytesOf(numbers);
  const id = crc32(table);
  const header = Buffer.alloc(TEXTS_HEADER_BYTES);
  TEXTS_MAGIC.copy(header);
  header.writeUInt32LE(chunks.length, 8);
  header.writeUInt32LE(id, 12);
  return { content: Buffer.concat([header, table, ...chunks.map(({ bytes }) => bytes)]), id, places };
}
