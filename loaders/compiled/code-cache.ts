// Reads a code-cache blob by offset: the table when it is opened, each module's cache when the module is loaded. Everything is checked.

import { words } from '../../lib/archive/little-endian.ts';
import { crc32 } from '../../lib/crc32.ts';
import { type CachedCode, CodeTable } from './code-table.ts';
import { ENTRY_NUMBERS, HEADER_BYTES, MAGIC } from './format.ts';

/** Reads `length` bytes from `offset`; fewer where the blob ends. @param into memory that may be used for them */
export type ReadRange = (offset: number, length: number, into?: Buffer) => Buffer;

export type { CachedCode };

// Modules are loaded in about the order in which they were recorded, so that one read serves many; the more, the longer that goes on.
const FIRST_WINDOW_BYTES = 64 * 1024;
const LARGEST_WINDOW_BYTES = 512 * 1024;

/** An open blob. */
export class CodeCache {
  readonly #read: ReadRange;
  readonly #table: CodeTable;
  #window: Buffer | undefined;
  #windowOffset = 0;
  #windowBytes = FIRST_WINDOW_BYTES / 2;
  // One memory for all windows: a new one each time would be garbage outside the heap, which V8 collects late.
  #memory: Buffer | undefined;

  /** Bytes of the sources of all ES modules with a code cache. */
  readonly moduleSourceBytes: number;
  /** The texts that entries speak of; 0: none. */
  readonly textsId: number;

  private constructor(read: ReadRange, table: CodeTable, moduleSourceBytes: number, textsId: number) {
    this.#read = read;
    this.#table = table;
    this.moduleSourceBytes = moduleSourceBytes;
    this.textsId = textsId;
  }

  /** @returns null for what is no blob, or whose table is cut off or damaged */
  static open(read: ReadRange): CodeCache | null {
    const header = read(0, HEADER_BYTES);
    if (header.length < HEADER_BYTES || !header.subarray(0, MAGIC.length).equals(MAGIC)) return null;
    const [entries, slots, nameBytes, moduleSourceBytes, textsId, crc] = words(
      header.subarray(MAGIC.length),
    ) as unknown as [number, number, number, number, number, number];
    const tableBytes = (slots + entries * ENTRY_NUMBERS) * 4 + nameBytes;
    const table = read(HEADER_BYTES, tableBytes);
    if (table.length < tableBytes || crc32(table, crc32(header.subarray(8, 28))) !== crc) return null;
    return new CodeCache(read, new CodeTable(table, { entries, slots }), moduleSourceBytes, textsId);
  }

  /** Modules in the blob. */
  get size(): number {
    return this.#table.size;
  }

  /** What there is for the member of that name, made from a source with that checksum and size; undefined when there is nothing. */
  find(name: string, sourceCrc: number | undefined, sourceSize: number): CachedCode | undefined {
    return this.#table.find(name, sourceCrc, sourceSize);
  }

  /** All modules by name, in the order of the blob. */
  entries(): IterableIterator<[string, CachedCode]> {
    return this.#table.entries();
  }

  /** The cache itself, lent until the next call; null when it fails its check. */
  data({ offset, length, crc }: CachedCode): Buffer | null {
    let start = offset - this.#windowOffset;
    if (this.#window === undefined || start < 0 || start + length > this.#window.length) {
      this.#window = this.#moveWindow(offset, length);
      start = 0;
    }
    const data = this.#window.subarray(start, start + length);
    return data.length === length && crc32(data) === crc ? data : null;
  }

  #moveWindow(offset: number, length: number): Buffer {
    this.#windowOffset = offset;
    this.#windowBytes = Math.min(this.#windowBytes * 2, LARGEST_WINDOW_BYTES);
    if (length > this.#windowBytes) return this.#read(offset, length);
    if (this.#memory === undefined || this.#memory.length < this.#windowBytes) {
      this.#memory = Buffer.allocUnsafeSlow(this.#windowBytes);
    }
    return this.#read(offset, this.#windowBytes, this.#memory);
  }
}
