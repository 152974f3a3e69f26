// Finds the entries of a code-cache blob by the source that they were made from. A program loads few of the modules of a large archive, so
// nothing is made of an entry before it is asked for; strings of all names took as long as opening the archive.
import { words } from '../../lib/archive/little-endian.ts';
import { ALIGNMENT, ENTRY_NUMBERS, FLAG_HASHBANG, FLAG_IMPORTS, FLAG_MODULE, NO_CHUNK } from './format.ts';
import type { TextPlace } from './texts-format.ts';

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
  /** 0: there is no code cache, only the text. */
  readonly length: number;
  readonly crc: number;
  /** Where the source lies ready as a text: of an ES module as it is, else as the script around it; null: it is not there. */
  readonly text: TextPlace | null;
}

/** How many of what there are. */
export interface TableCounts {
  readonly entries: number;
  /** A power of two. */
  readonly slots: number;
}

export class CodeTable {
  readonly #numbers: Uint32Array;
  readonly #names: Buffer;
  readonly #slots: number;
  /** Modules in the table. */
  readonly size: number;

  /** @param table as format.ts has it, checked against its CRC-32, and long enough for that many */
  constructor(table: Buffer, { entries, slots }: TableCounts) {
    const numberBytes = (slots + entries * ENTRY_NUMBERS) * 4;
    this.#numbers = words(table.subarray(0, numberBytes));
    this.#names = table.subarray(numberBytes);
    this.#slots = slots;
    this.size = entries;
  }

  /** What there is for the member of that name, made from a source with that checksum and size; undefined when there is nothing. */
  find(name: string, sourceCrc: number | undefined, sourceSize: number): CachedCode | undefined {
    if (sourceCrc === undefined) return undefined;
    const numbers = this.#numbers;
    const mask = this.#slots - 1;
    for (let probes = 0, slot = sourceCrc & mask; probes <= mask; probes++, slot = (slot + 1) & mask) {
      const entry = numbers[slot]! - 1;
      if (entry === -1) return undefined;
      const at = this.#slots + entry * ENTRY_NUMBERS;
      if (numbers[at + 2] !== sourceCrc || numbers[at + 3] !== sourceSize) continue;
      if (this.#nameOf(at) === name) return this.#codeOf(at);
    }
    return undefined;
  }

  /** All modules by name, in the order of the blob. */
  *entries(): IterableIterator<[string, CachedCode]> {
    for (let entry = 0; entry < this.size; entry++) {
      const at = this.#slots + entry * ENTRY_NUMBERS;
      const code = this.#codeOf(at);
      if (code !== undefined) yield [this.#nameOf(at), code];
    }
  }

  #nameOf(at: number): string {
    const start = this.#numbers[at]!;
    return this.#names.toString('utf8', start, start + this.#numbers[at + 1]!);
  }

  /** undefined for one that V8 would have to copy. */
  #codeOf(at: number): CachedCode | undefined {
    const numbers = this.#numbers;
    const offset = numbers[at + 4]!;
    if (offset % ALIGNMENT !== 0) return undefined;
    const flags = numbers[at + 7]!;
    const chunk = numbers[at + 8]!;
    return {
      sourceCrc: numbers[at + 2]!,
      sourceSize: numbers[at + 3]!,
      offset,
      length: numbers[at + 5]!,
      crc: numbers[at + 6]!,
      hasImport: (flags & FLAG_IMPORTS) !== 0,
      hasHashbang: (flags & FLAG_HASHBANG) !== 0,
      isModule: (flags & FLAG_MODULE) !== 0,
      text: chunk === NO_CHUNK ? null : { chunk, start: numbers[at + 9]!, length: numbers[at + 10]! },
    };
  }
}
