// Reads a code-cache blob by offset: the table when it is opened, each module's cache when the module is loaded. Everything is checked.
import { crc32 } from 'node:zlib';
import { ALIGNMENT, ENTRY_BYTES, FLAG_HASHBANG, FLAG_IMPORTS, FLAG_MODULE, HEADER_BYTES, MAGIC } from './format.ts';

/** Reads `length` bytes from `offset`; fewer where the blob ends. */
export type ReadRange = (offset: number, length: number) => Buffer;

/** Where the cache of one module is. */
export interface CachedCode {
  /** CRC-32 and size of the source that it was made from: of any other source it is not the cache. */
  readonly sourceCrc: number;
  readonly sourceSize: number;
  /** Whether the source spells `import(`. */
  readonly hasImport: boolean;
  /** Whether the source starts with `#!`. */
  readonly hasHashbang: boolean;
  /** Whether it is of an ES module, not of a script around a CommonJS module. */
  readonly isModule: boolean;
  readonly offset: number;
  readonly length: number;
  readonly crc: number;
}

// Modules are loaded in about the order in which they were recorded, so that one read serves many.
const WINDOW_BYTES = 512 * 1024;

/** An open blob. */
export class CodeCache {
  readonly #read: ReadRange;
  readonly #entries: ReadonlyMap<string, CachedCode>;
  #window: Buffer | undefined;
  #windowOffset = 0;

  private constructor(read: ReadRange, entries: ReadonlyMap<string, CachedCode>) {
    this.#read = read;
    this.#entries = entries;
  }

  /** @returns null for what is no blob, or whose table is cut off or damaged */
  static open(read: ReadRange): CodeCache | null {
    const header = read(0, HEADER_BYTES);
    if (header.length < HEADER_BYTES || !header.subarray(0, MAGIC.length).equals(MAGIC)) return null;
    const count = header.readUInt32LE(8);
    const tableBytes = header.readUInt32LE(12);
    if (count * ENTRY_BYTES > tableBytes) return null;
    const table = read(HEADER_BYTES, tableBytes);
    if (table.length < tableBytes || crc32(table, crc32(header.subarray(8, 16))) !== header.readUInt32LE(16))
      return null;
    return new CodeCache(read, readTable(table, count));
  }

  /** Modules in the blob. */
  get size(): number {
    return this.#entries.size;
  }

  /** Bytes of the sources of all ES modules in the blob. */
  get moduleSourceBytes(): number {
    let bytes = 0;
    for (const { isModule, sourceSize } of this.#entries.values()) if (isModule) bytes += sourceSize;
    return bytes;
  }

  /** What there is for the member of that name, made from a source with that checksum and size; undefined when there is nothing. */
  find(name: string, sourceCrc: number | undefined, sourceSize: number): CachedCode | undefined {
    const entry = this.#entries.get(name);
    return entry !== undefined && entry.sourceCrc === sourceCrc && entry.sourceSize === sourceSize ? entry : undefined;
  }

  /** All modules by name, in the order of the blob. */
  entries(): IterableIterator<[string, CachedCode]> {
    return this.#entries.entries();
  }

  /** The cache itself, lent until the next call; null when it fails its check. */
  data({ offset, length, crc }: CachedCode): Buffer | null {
    let start = offset - this.#windowOffset;
    if (this.#window === undefined || start < 0 || start + length > this.#window.length) {
      this.#window = this.#read(offset, Math.max(WINDOW_BYTES, length));
      this.#windowOffset = offset;
      start = 0;
    }
    const data = this.#window.subarray(start, start + length);
    return data.length === length && crc32(data) === crc ? data : null;
  }
}

function readTable(table: Buffer, count: number): Map<string, CachedCode> {
  const entries = new Map<string, CachedCode>();
  let nameStart = count * ENTRY_BYTES;
  for (let at = 0; at < count * ENTRY_BYTES; at += ENTRY_BYTES) {
    const nameEnd = nameStart + table.readUInt32LE(at);
    const name = table.toString('utf8', nameStart, nameEnd);
    nameStart = nameEnd;
    const offset = table.readUInt32LE(at + 12);
    const length = table.readUInt32LE(at + 16);
    if (offset % ALIGNMENT !== 0 || length === 0) continue;
    const flags = table.readUInt32LE(at + 24);
    entries.set(name, {
      sourceCrc: table.readUInt32LE(at + 4),
      sourceSize: table.readUInt32LE(at + 8),
      offset,
      length,
      crc: table.readUInt32LE(at + 20),
      hasHashbang: (flags & FLAG_HASHBANG) !== 0,
      hasImport: (flags & FLAG_IMPORTS) !== 0,
      isModule: (flags & FLAG_MODULE) !== 0,
    });
  }
  return entries;
}
