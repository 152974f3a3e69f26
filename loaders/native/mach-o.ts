// Reads what a library of macOS is linked with from its load commands.
import type { ReadBytes } from './elf.ts';
import type { Linkage } from './linkage.ts';

// <mach-o/loader.h>
const MAGIC_64 = 0xfeedfacf;
const MAGIC_32 = 0xfeedface;
const MAGIC_FAT = 0xcafebabe;
const LC_ID_DYLIB = 0xd;
const LC_RPATH = 0x8000001c;
/** LC_LOAD_DYLIB, LC_LOAD_WEAK_DYLIB, LC_REEXPORT_DYLIB, LC_LAZY_LOAD_DYLIB. */
const LC_LOADS: ReadonlySet<number> = new Set([0xc, 0x80000018, 0x8000001f, 0x20]);
const CPUS: Readonly<Record<string, number>> = { x64: 0x01000007, arm64: 0x0100000c };
const MAX_COMMANDS = 1024 * 1024;
/** A Java class begins with the same word; there the next one is a version of 45 and more. */
const MAX_SLICES = 30;

/** @returns null for what is no Mach-O file; of a universal one, what the slice for `arch` says, or the first */
export function readMachO(read: ReadBytes, arch: string = process.arch): Linkage | null {
  const start = sliceStart(read, arch);
  const header = read(start, 32);
  if (header.length < 28) return null;
  const magic = header.readUInt32LE(0);
  if (magic !== MAGIC_64 && magic !== MAGIC_32) return null;
  const size = Math.min(header.readUInt32LE(20), MAX_COMMANDS);
  const commands = read(start + (magic === MAGIC_64 ? 32 : 28), size);

  const needed: string[] = [];
  const searched: string[] = [];
  let ownName: string | null = null;
  for (let at = 0; at + 12 <= commands.length; ) {
    const command = commands.readUInt32LE(at);
    const length = commands.readUInt32LE(at + 4);
    if (length < 8) break;
    // All three have the offset of their text in the same place.
    const text = textAt(commands.subarray(at, at + length), commands.readUInt32LE(at + 8));
    if (LC_LOADS.has(command)) needed.push(text);
    else if (command === LC_RPATH) searched.push(text);
    else if (command === LC_ID_DYLIB) ownName = text;
    at += length;
  }
  return { container: 'mach-o', needed, ownName, searched, isInherited: true };
}

function sliceStart(read: ReadBytes, arch: string): number {
  const header = read(0, 8 + 20 * MAX_SLICES);
  if (header.length < 28 || header.readUInt32BE(0) !== MAGIC_FAT) return 0;
  const count = header.readUInt32BE(4);
  if (count >= MAX_SLICES) return 0;
  let first = 0;
  for (let at = 8; at + 20 <= header.length && at < 8 + 20 * count; at += 20) {
    if (header.readUInt32BE(at) === CPUS[arch]) return header.readUInt32BE(at + 8);
    first ||= header.readUInt32BE(at + 8);
  }
  return first;
}

function textAt(command: Buffer, offset: number): string {
  const end = command.indexOf(0, offset);
  return command.toString('utf8', offset, end < 0 ? command.length : end);
}
