// Puts a code-cache blob together.
import { crc32 } from 'node:zlib';
import { bytesOf } from '../../lib/archive/little-endian.ts';
import {
  ALIGNMENT,
  ENTRY_NUMBERS,
  FLAG_HASHBANG,
  FLAG_IMPORTS,
  FLAG_MODULE,
  HEADER_BYTES,
  MAGIC,
  NO_CHUNK,
} from './format.ts';
import type { TextPlace } from './texts-format.ts';

/** The code cache of one module, made by V8 after it ran. */
export interface RecordedCode {
  /** The member's name in the archive. */
  readonly name: string;
  readonly sourceCrc: number;
  readonly sourceSize: number;
  /** Whether the source spells `import(`. */
  readonly hasImport: boolean;
  /** Whether the source starts with `#!`. */
  readonly hasHashbang: boolean;
  /** Whether it is an ES module; else it is a script around a CommonJS module. */
  readonly isModule: boolean;
  /** Empty: there is none, and only its text is to be found. */
  readonly data: Buffer;
  /** Where its text is in the texts of the archive; absent or null: it is read from the member. */
  readonly text?: TextPlace | null;
}

// Numbers are 32 bits wide.
const LARGEST = 0xffffffff;

/**
 * The blob of `modules`, in their order, which should be that of their loading. What no longer fits into 4 GiB is left out.
 * @param textsId of the texts that they speak of; 0: none
 */
export function encodeCodeCache(modules: readonly RecordedCode[], textsId = 0): Buffer {
  const names = modules.map(({ name }) => Buffer.from(name));
  const nameBytes = names.reduce((sum, name) => sum + name.length, 0);
  const slots = 2 ** Math.ceil(Math.log2(2 * modules.length + 2));
  const dataStart = aligned(HEADER_BYTES + (slots + modules.length * ENTRY_NUMBERS) * 4 + nameBytes);
  const numbers = new Uint32Array(slots + modules.length * ENTRY_NUMBERS);
  const parts: Buffer[] = [];
  let end = dataStart;
  let nameStart = 0;
  let entries = 0;
  let moduleSourceBytes = 0;
  modules.forEach((module, i) => {
    const { sourceCrc, sourceSize, data, text } = module;
    const name = names[i]!;
    const next = aligned(end + data.length);
    if (next <= LARGEST) {
      const { chunk, start, length } = text ?? { chunk: NO_CHUNK, start: 0, length: 0 };
      const source = [nameStart, name.length, sourceCrc, sourceSize];
      numbers.set(
        [...source, end, data.length, crc32(data), flagsOf(module), chunk, start, length],
        slots + entries * ENTRY_NUMBERS,
      );
      entries += 1;
      let slot = sourceCrc & (slots - 1);
      while (numbers[slot] !== 0) slot = (slot + 1) & (slots - 1);
      numbers[slot] = entries;
      if (module.isModule && data.length > 0) moduleSourceBytes += sourceSize;
      parts.push(data, Buffer.alloc(next - end - data.length));
      end = next;
    }
    nameStart += name.length;
  });
  const used = numbers.subarray(0, slots + entries * ENTRY_NUMBERS);
  const table = Buffer.concat([bytesOf(used), ...names]);
  const header = Buffer.alloc(HEADER_BYTES);
  MAGIC.copy(header);
  [entries, slots, nameBytes, Math.min(moduleSourceBytes, LARGEST), textsId].forEach((value, i) => {
    header.writeUInt32LE(value, 8 + 4 * i);
  });
  header.writeUInt32LE(crc32(table, crc32(header.subarray(8, 28))), 28);
  return Buffer.concat([header, table, Buffer.alloc(dataStart - HEADER_BYTES - table.length), ...parts]);
}

function aligned(offset: number): number {
  return Math.ceil(offset / ALIGNMENT) * ALIGNMENT;
}

function flagsOf({ hasImport, hasHashbang, isModule }: RecordedCode): number {
  return (hasImport ? FLAG_IMPORTS : 0) | (hasHashbang ? FLAG_HASHBANG : 0) | (isModule ? FLAG_MODULE : 0);
}
