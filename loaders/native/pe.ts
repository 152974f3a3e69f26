// Reads what a library of Windows imports from its import tables.
import type { ReadBytes } from './elf.ts';
import type { Linkage } from './linkage.ts';

const PE32_PLUS = 0x20b;
/** Data directories: imports, and imports that are resolved at the first call. @see https://learn.microsoft.com/windows/win32/debug/pe-format */
const TABLES = [
  { index: 1, entrySize: 20, nameAt: 12 },
  { index: 13, entrySize: 32, nameAt: 4 },
] as const;
const SECTION_SIZE = 40;
const MAX_ENTRIES = 4096;
const MAX_NAME = 260;

interface Section {
  readonly address: number;
  readonly size: number;
  readonly offset: number;
}

/** @returns null for what is no PE file */
export function readPE(read: ReadBytes): Linkage | null {
  const dos = read(0, 64);
  if (dos.length < 64 || dos.toString('latin1', 0, 2) !== 'MZ') return null;
  const start = dos.readUInt32LE(60);
  const header = read(start, 24);
  if (header.length < 24 || header.toString('latin1', 0, 4) !== 'PE\0\0') return null;
  const optionalSize = header.readUInt16LE(20);
  const optional = read(start + 24, optionalSize);
  const directories = optional.length >= 2 && optional.readUInt16LE(0) === PE32_PLUS ? 112 : 96;
  const sections = readSections(read(start + 24 + optionalSize, header.readUInt16LE(6) * SECTION_SIZE));

  const needed: string[] = [];
  for (const { index, entrySize, nameAt } of TABLES) {
    const at = directories + 8 * index;
    const table = at + 8 <= optional.length ? fileOffset(optional.readUInt32LE(at), sections) : null;
    if (table === null) continue;
    for (let entry = 0; entry < MAX_ENTRIES; entry += 1) {
      const bytes = read(table + entry * entrySize, entrySize);
      const address = bytes.length < entrySize ? 0 : bytes.readUInt32LE(nameAt);
      const name = address === 0 ? null : fileOffset(address, sections);
      if (name === null) break;
      const text = read(name, MAX_NAME);
      const end = text.indexOf(0);
      needed.push(text.toString('latin1', 0, end < 0 ? text.length : end));
    }
  }
  return { container: 'pe', needed, ownName: null, searched: [], isInherited: false };
}

function readSections(table: Buffer): Section[] {
  const sections: Section[] = [];
  for (let at = 0; at + SECTION_SIZE <= table.length; at += SECTION_SIZE) {
    sections.push({
      address: table.readUInt32LE(at + 12),
      size: Math.max(table.readUInt32LE(at + 8), table.readUInt32LE(at + 16)),
      offset: table.readUInt32LE(at + 20),
    });
  }
  return sections;
}

/** Where an address of the loaded image lies in the file; null for none. */
function fileOffset(address: number, sections: readonly Section[]): number | null {
  if (address === 0) return null;
  const section = sections.find((other) => address >= other.address && address < other.address + other.size);
  return section === undefined ? null : section.offset + address - section.address;
}
