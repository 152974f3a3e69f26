// Puts a code-cache blob together.
import { crc32 } from 'node:zlib';
import { ALIGNMENT, ENTRY_BYTES, FLAG_HASHBANG, FLAG_IMPORTS, FLAG_MODULE, HEADER_BYTES, MAGIC } from './format.ts';

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
  readonly data: Buffer;
}

// Offsets are 32 bits wide.
const LARGEST_BYTES = 0xffffffff;

/** The blob of `modules`, in their order, which should be that of their loading. What no longer fits into 4 GiB is left out. */
export function encodeCodeCache(modules: readonly RecordedCode[]): Buffer {
  const names = modules.map(({ name }) => Buffer.from(name));
  const nameBytes = names.reduce((sum, name) => sum + name.length, 0);
  const tableBytes = modules.length * ENTRY_BYTES + nameBytes;
  const table = Buffer.alloc(tableBytes);
  const parts: Buffer[] = [];
  let end = aligned(HEADER_BYTES + tableBytes);
  parts.push(Buffer.alloc(end - HEADER_BYTES - tableBytes));
  let nameAt = modules.length * ENTRY_BYTES;
  modules.forEach((module, i) => {
    const fits = end + module.data.length <= LARGEST_BYTES;
    const data = fits ? module.data : module.data.subarray(0, 0);
    const at = i * ENTRY_BYTES;
    const name = names[i]!;
    table.writeUInt32LE(name.length, at);
    table.writeUInt32LE(module.sourceCrc, at + 4);
    table.writeUInt32LE(module.sourceSize, at + 8);
    table.writeUInt32LE(end, at + 12);
    table.writeUInt32LE(data.length, at + 16);
    table.writeUInt32LE(crc32(data), at + 20);
    table.writeUInt32LE(flagsOf(module), at + 24);
    name.copy(table, nameAt);
    nameAt += name.length;
    const next = aligned(end + data.length);
    parts.push(data, Buffer.alloc(next - end - data.length));
    end = next;
  });
  const header = Buffer.alloc(HEADER_BYTES);
  MAGIC.copy(header);
  header.writeUInt32LE(modules.length, 8);
  header.writeUInt32LE(tableBytes, 12);
  header.writeUInt32LE(crc32(table, crc32(header.subarray(8, 16))), 16);
  return Buffer.concat([header, table, ...parts]);
}

function aligned(offset: number): number {
  return Math.ceil(offset / ALIGNMENT) * ALIGNMENT;
}

function flagsOf({ hasImport, hasHashbang, isModule }: RecordedCode): number {
  return (hasImport ? FLAG_IMPORTS : 0) | (hasHashbang ? FLAG_HASHBANG : 0) | (isModule ? FLAG_MODULE : 0);
}
