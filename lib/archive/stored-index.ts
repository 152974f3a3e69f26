// An index that lies ready in the archive: the tables of a NodeTable as its last member, bound to the central directory by a checksum.
import { endianness } from 'node:os';
import { crc32 } from 'node:zlib';
import type { ByteSource } from './byte-source.ts';
import { CENTRAL_HEADER_SIZE, CENTRAL_SIGNATURE } from './central-directory.ts';
import type { EndRecord } from './end-record.ts';
import { buildIndex } from './index-builder.ts';
import { i32, u16, u32 } from './little-endian.ts';
import { MemberIndex } from './member-index.ts';
import { hasSameContent, storedOffset } from './member-reader.ts';
import { NodeTable } from './node-table.ts';

/** The member's name. It is the last record of the central directory, without extra field and comment. */
export const INDEX_NAME = '.zipimport/index';

// All numbers little-endian.
//   0 8 bytes 'ZIINDEX1'   8 u32 CRC-32 of what follows   12 u32 records   16 u32 nodes   20 u32 slots
//   24 u32 bytes of the central directory in front of the index's own record   28 u32 their CRC-32   32 u32 flags   36 u32 zero
//   40 records, name starts, name lengths, parents, hashes (i32 per node), slots (i32), kinds (u8 per node)
const MAGIC = Buffer.from('ZIINDEX1', 'latin1');
const HEADER_BYTES = 40;
const NUMBERS_PER_NODE = 5;
const FLAG_HAS_LINKS = 1;
const RECORD_BYTES = CENTRAL_HEADER_SIZE + INDEX_NAME.length;
const NAME = Buffer.from(INDEX_NAME, 'latin1');

/**
 * The index that lies in the archive; null when there is none, or one of another central directory, or a damaged one: it is then built.
 * It was made by {@link encodeIndex}, after all checks. A forged one can hide members or hand out one in place of another of the same
 * name; it reaches nothing outside the archive, and a member under a name that is not its own is refused when it is read.
 * @param directory the bytes of the central directory
 */
export function readStoredIndex(source: ByteSource, end: EndRecord, directory: Buffer): MemberIndex | null {
  const record = directory.length - RECORD_BYTES;
  if (!isIndexRecord(directory, record) || endianness() !== 'LE') return null;
  try {
    const start = storedOffset({ source, end, directory, localStarts: null, isHinted: false }, record, INDEX_NAME);
    if (start === null) return null;
    return decode(directory, end, record, source.read(start, u32(directory, record + 24)));
  } catch {
    return null;
  }
}

function isIndexRecord(directory: Buffer, at: number): boolean {
  return (
    at >= 0 &&
    i32(directory, at) === CENTRAL_SIGNATURE &&
    u16(directory, at + 28) === NAME.length &&
    directory.compare(NAME, 0, NAME.length, at + CENTRAL_HEADER_SIZE) === 0
  );
}

function decode(directory: Buffer, end: EndRecord, covered: number, bytes: Buffer): MemberIndex | null {
  if (bytes.length < HEADER_BYTES || !bytes.subarray(0, MAGIC.length).equals(MAGIC)) return null;
  const nodes = u32(bytes, 16);
  const slots = u32(bytes, 20);
  const isWhole = bytes.length === HEADER_BYTES + (nodes * NUMBERS_PER_NODE + slots) * 4 + nodes;
  // A number of slots that is no power of two, or none that is free, would have a search never end.
  if (!isWhole || nodes === 0 || slots < 2 || (slots & (slots - 1)) !== 0) return null;
  if (u32(bytes, 12) !== end.count - 1 || u32(bytes, 24) !== covered) return null;
  if (crc32(bytes.subarray(12)) !== u32(bytes, 8)) return null;
  if (crc32(directory.subarray(0, covered)) !== u32(bytes, 28)) return null;
  // Typed arrays start at multiples of their element's size.
  const memory = bytes.byteOffset % 4 === 0 ? bytes : Buffer.from(new Uint8Array(bytes).buffer);
  let at = memory.byteOffset + HEADER_BYTES;
  const next = (length: number): Int32Array => {
    const array = new Int32Array(memory.buffer, at, length);
    at += length * 4;
    return array;
  };
  const tables = {
    records: next(nodes),
    nameStarts: next(nodes),
    nameLengths: next(nodes),
    parents: next(nodes),
    hashes: next(nodes),
    slots: next(slots),
    kinds: new Uint8Array(memory.buffer, at, nodes),
  };
  if (!tables.slots.includes(0)) return null;
  const table = NodeTable.from(directory, tables, (u32(bytes, 32) & FLAG_HAS_LINKS) !== 0);
  return new MemberIndex(table, null, true);
}

/**
 * The content of {@link INDEX_NAME} for an archive that does not hold it yet; null where its members do not lie in the order of their
 * records, or a name had to be decoded: such archives are opened without.
 * @throws what opening the archive throws
 */
export function encodeIndex(source: ByteSource, end: EndRecord, directory: Buffer): Buffer | null {
  const { table, localStarts } = buildIndex(source.path, directory, end, (record, other, starts) =>
    hasSameContent({ source, end, directory, localStarts: starts, isHinted: false }, record, other),
  );
  if (localStarts !== null || table.bytes !== directory) return null;
  const { count, slots } = table;
  const numbers = [table.records, table.nameStarts, table.nameLengths, table.parents, table.hashes];
  const header = Buffer.alloc(HEADER_BYTES);
  MAGIC.copy(header);
  const values = [
    end.count,
    count,
    slots.length,
    directory.length,
    crc32(directory),
    table.hasLinks ? FLAG_HAS_LINKS : 0,
  ];
  values.forEach((value, i) => {
    header.writeUInt32LE(value, 12 + i * 4);
  });
  const arrays = [...numbers.map((array) => array.subarray(0, count)), slots, table.kinds.subarray(0, count)];
  const bytes = Buffer.concat([
    header,
    ...arrays.map((array) => Buffer.from(array.buffer, array.byteOffset, array.byteLength)),
  ]);
  bytes.writeUInt32LE(crc32(bytes.subarray(12)), 8);
  return bytes;
}
