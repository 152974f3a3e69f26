// Reads texts: a chunk when the first text in it is asked for, which then is there for all others.

import { lastingMemory } from '../../lib/archive/lasting-memory.ts';
import { words } from '../../lib/archive/little-endian.ts';
import { crc32 } from '../../lib/crc32.ts';
import type { ReadRange } from './code-cache.ts';
import { CHUNK_NUMBERS, ENCODINGS, TEXTS_HEADER_BYTES, TEXTS_MAGIC, type TextPlace } from './texts-format.ts';

// What most chunks have at the most.
const USUAL_BYTES = 256 * 1024;

/** Open texts. */
export class Texts {
  readonly #read: ReadRange;
  readonly #table: Uint32Array;
  /** Chunk -> its text; null: it fails its check. Held by whatever part of it V8 holds anyway. */
  readonly #chunks: (string | null | undefined)[] = [];
  #memory: Buffer | undefined;

  private constructor(read: ReadRange, table: Uint32Array) {
    this.#read = read;
    this.#table = table;
  }

  /**
   * @param id what the code caches know them by
   * @returns null for what is none, is cut off or damaged, and for others
   */
  static open(read: ReadRange, id: number): Texts | null {
    const header = read(0, TEXTS_HEADER_BYTES);
    if (header.length < TEXTS_HEADER_BYTES || !header.subarray(0, TEXTS_MAGIC.length).equals(TEXTS_MAGIC)) return null;
    const bytes = header.readUInt32LE(8) * CHUNK_NUMBERS * 4;
    if (header.readUInt32LE(12) !== id) return null;
    const table = read(TEXTS_HEADER_BYTES, bytes);
    return table.length === bytes && crc32(table) === id ? new Texts(read, words(table)) : null;
  }

  /** null where the chunk fails its check. */
  at({ chunk, start, length }: TextPlace): string | null {
    let text = this.#chunks[chunk];
    if (text === undefined) {
      text = this.#load(chunk);
      this.#chunks[chunk] = text;
    }
    return text === null || start + length > text.length ? null : text.substring(start, start + length);
  }

  #load(chunk: number): string | null {
    const [offset, length, crc, encoding] = this.#table.subarray(chunk * CHUNK_NUMBERS, (chunk + 1) * CHUNK_NUMBERS);
    const decoding = ENCODINGS[encoding ?? -1];
    if (offset === undefined || length === undefined || decoding === undefined) return null;
    this.#memory ??= lastingMemory(USUAL_BYTES);
    if (length > USUAL_BYTES && decoding === 'latin1') return this.#inPieces(this.#memory, offset, length, crc);
    const bytes = this.#read(offset, length, this.#memory);
    return bytes.length === length && crc32(bytes) === crc ? bytes.toString(decoding) : null;
  }

  // What is larger than a chunk is one text alone. V8 puts the pieces together once it looks at them, which with a code cache it may never do;
  // at once, it would be memory of that size twice, and to have the operating system find it costs as much as to read into it.
  #inPieces(memory: Buffer, offset: number, length: number, crc: number | undefined): string | null {
    let text = '';
    let sum = 0;
    while (text.length < length) {
      const bytes = this.#read(offset + text.length, Math.min(memory.length, length - text.length), memory);
      if (bytes.length === 0) return null;
      sum = crc32(bytes, sum);
      text += bytes.toString('latin1');
    }
    return sum === crc ? text : null;
  }
}
