// The members of the runtime in an archive. They lie before all others, so that they are found without its directory, and before anything
// of the runtime is there that could read one.
import fs from 'node:fs';
import { RUNTIME_FOLDER } from '../../lib/finders/own-folder.ts';

// Taken once: a named import would follow to what the overlay puts in place, and that asks for its own bundle through here.
const { closeSync, openSync, readSync, statSync } = fs;

/** A stored member: where its bytes are in the file. */
export interface LeadingMember {
  readonly offset: number;
  readonly size: number;
  /** CRC-32 of the content, as the archive has it. */
  readonly crc: number;
}

/** What an executable starts with; a script for sh. */
const STUB = '#!/bin/sh\n# zipimport';
const SIGNATURE = 'PK\x03\x04';
// An executable's script, with the boot module in it.
const HEAD_BYTES = 16_384;
// Longest name of a bundle or cache, and more.
const HEADER_AND_NAME_BYTES = 30 + 200;
const HEADER_BYTES = 30;
// A runtime is some 15 bundles and as many caches for each version of V8.
const MOST_MEMBERS = 1000;

/**
 * The runtime's members in an archive, by their names in {@link RUNTIME_FOLDER}.
 * @param file absolute path
 * @returns empty where there are none; null for what is no archive that `pack` wrote, or cannot be read
 */
export function leadingMembers(file: string): ReadonlyMap<string, LeadingMember> | null {
  let bytes: number;
  try {
    const stats = statSync(file);
    if (!stats.isFile()) return null;
    bytes = stats.size;
  } catch {
    // Nothing there, a path through a file, or not to be looked at.
    return null;
  }
  return withFile(file, (descriptor) => {
    const head = read(descriptor, 0, HEAD_BYTES).toString('latin1');
    const isArchive = head.startsWith(SIGNATURE) || head.startsWith(STUB);
    // The stub is text without control characters, so the first signature is a header's.
    const start = isArchive ? head.indexOf(SIGNATURE) : -1;
    return start < 0 ? null : membersFrom(descriptor, start, bytes);
  });
}

/** The member's content; of fewer bytes where the file was cut off meanwhile, null where it is gone. */
export function readLeadingMember(file: string, { offset, size }: LeadingMember): Buffer | null {
  return withFile(file, (descriptor) => read(descriptor, offset, size));
}

// Local file header, APPNOTE 4.3.7: 6 u16 flags, 8 u16 method, 14 u32 CRC-32, 18 u32 compressed size, 26 u16 name length, 28 u16 extra length.
function membersFrom(descriptor: number, start: number, end: number): Map<string, LeadingMember> {
  const members = new Map<string, LeadingMember>();
  for (let at = start; members.size < MOST_MEMBERS; ) {
    const header = read(descriptor, at, HEADER_AND_NAME_BYTES);
    if (header.length < HEADER_BYTES || header.toString('latin1', 0, 4) !== SIGNATURE) break;
    // Deflated, or of sizes that come after the content.
    if (header.readUInt16LE(8) !== 0 || (header.readUInt16LE(6) & 8) !== 0) break;
    const nameEnd = HEADER_BYTES + header.readUInt16LE(26);
    const name = header.toString('latin1', HEADER_BYTES, nameEnd);
    if (!name.startsWith(RUNTIME_FOLDER)) break;
    const offset = at + nameEnd + header.readUInt16LE(28);
    const size = header.readUInt32LE(18);
    if (offset + size > end) break;
    members.set(name.slice(RUNTIME_FOLDER.length), { offset, size, crc: header.readUInt32LE(14) });
    at = offset + size;
  }
  return members;
}

function withFile<T>(file: string, use: (descriptor: number) => T): T | null {
  let descriptor: number;
  try {
    descriptor = openSync(file, 'r');
  } catch {
    return null;
  }
  try {
    return use(descriptor);
  } finally {
    closeSync(descriptor);
  }
}

function read(descriptor: number, offset: number, length: number): Buffer {
  const bytes = Buffer.allocUnsafeSlow(length);
  let done = 0;
  while (done < length) {
    const count = readSync(descriptor, bytes, done, length - done, offset + done);
    if (count === 0) break;
    done += count;
  }
  return bytes.subarray(0, done);
}
