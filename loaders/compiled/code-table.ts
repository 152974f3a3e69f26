// The table of a code-cache blob: which modules are in it, and where. A program loads few of the modules of a large archive, so nothing is
// made of an entry before it is asked for; strings of all names took as long as opening the archive.
import { i32, u32 } from '../../lib/archive/little-endian.ts';
import { ALIGNMENT, ENTRY_BYTES, FLAG_HASHBANG, FLAG_IMPORTS, FLAG_MODULE } from './format.ts';

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

const NONE = -1;

export class CodeTable {
  readonly #table: Buffer;
  /** Entry -> where its name starts; one more for where the last ends. */
  readonly #nameStarts: Int32Array;
  /** Entries by their source's CRC-32, with linear probing. */
  readonly #slots: Int32Array;
  /** Modules in the table. */
  readonly size: number;
  /** Bytes of the sources of all ES modules. */
  readonly moduleSourceBytes: number;

  /** @param table as loaders/compiled/format.ts has it, checked against its CRC-32, with `count` entries */
  constructor(table: Buffer, count: number) {
    this.#table = table;
    this.#nameStarts = new Int32Array(count + 1);
    this.#slots = new Int32Array(2 ** Math.ceil(Math.log2(2 * count + 2))).fill(NONE);
    const mask = this.#slots.length - 1;
    let nameStart = count * ENTRY_BYTES;
    let size = 0;
    let moduleSourceBytes = 0;
    for (let entry = 0; entry < count; entry++) {
      const at = entry * ENTRY_BYTES;
      this.#nameStarts[entry] = nameStart;
      nameStart += u32(table, at);
      // One that did not fit into the blob, or that V8 would have to copy.
      if (u32(table, at + 16) === 0 || u32(table, at + 12) % ALIGNMENT !== 0) continue;
      size += 1;
      if ((u32(table, at + 24) & FLAG_MODULE) !== 0) moduleSourceBytes += u32(table, at + 8);
      let slot = i32(table, at + 4) & mask;
      while (this.#slots[slot] !== NONE) slot = (slot + 1) & mask;
      this.#slots[slot] = entry;
    }
    this.#nameStarts[count] = nameStart;
    this.size = size;
    this.moduleSourceBytes = moduleSourceBytes;
  }

  /** What there is for the member of that name, made from a source with that checksum and size; undefined when there is nothing. */
  find(name: string, sourceCrc: number | undefined, sourceSize: number): CachedCode | undefined {
    if (sourceCrc === undefined) return undefined;
    const mask = this.#slots.length - 1;
    for (let slot = sourceCrc & mask; this.#slots[slot] !== NONE; slot = (slot + 1) & mask) {
      const entry = this.#slots[slot]!;
      const at = entry * ENTRY_BYTES;
      if (u32(this.#table, at + 4) !== sourceCrc || u32(this.#table, at + 8) !== sourceSize) continue;
      if (this.#nameOf(entry) === name) return this.#codeOf(entry);
    }
    return undefined;
  }

  /** All modules by name, in the order of the blob. */
  *entries(): IterableIterator<[string, CachedCode]> {
    for (let entry = 0; entry < this.#nameStarts.length - 1; entry++) {
      const code = this.#codeOf(entry);
      if (code.length > 0 && code.offset % ALIGNMENT === 0) yield [this.#nameOf(entry), code];
    }
  }

  #nameOf(entry: number): string {
    return this.#table.toString('utf8', this.#nameStarts[entry], this.#nameStarts[entry + 1]);
  }

  #codeOf(entry: number): CachedCode {
    const at = entry * ENTRY_BYTES;
    const flags = u32(this.#table, at + 24);
    return {
      sourceCrc: u32(this.#table, at + 4),
      sourceSize: u32(this.#table, at + 8),
      offset: u32(this.#table, at + 12),
      length: u32(this.#table, at + 16),
      crc: u32(this.#table, at + 20),
      hasImport: (flags & FLAG_IMPORTS) !== 0,
      hasHashbang: (flags & FLAG_HASHBANG) !== 0,
      isModule: (flags & FLAG_MODULE) !== 0,
    };
  }
}
