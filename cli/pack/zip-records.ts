// Records of the zip format as bytes, for stored members that are appended to an archive below 4 GB.
import { crc32 } from 'node:zlib';

// Of the fixed time of all packed members, 1980-01-01 00:00:00, as zip archives start to count.
const DOS_DATE = 0x21;
const VERSION_UNIX = 0x0314;
const VERSION_NEEDED = 20;
const VERSION_ZIP64 = 45;
const MODE = (0o100644 << 16) >>> 0;
const FLAG_UTF8 = 0x0800;
const END_SIGNATURE = 0x06054b50;
const END_BYTES = 22;
const ZIP64_SIGNATURE = 0x06064b50;
const ZIP64_BYTES = 56;
const LOCATOR_SIGNATURE = 0x07064b50;
const LOCATOR_BYTES = 20;
// As a count, it says that the zip64 end record has it: APPNOTE 4.4.22.
const ELSEWHERE = 0xffff;

/**
 * Both headers of a stored member.
 * @param offset where its local header will lie, from the archive's own byte 0; below 4 GB
 */
export function memberHeaders(
  name: string,
  content: Uint8Array,
  offset: number,
): { readonly local: Buffer; readonly record: Buffer } {
  const bytes = Buffer.from(name);
  // From "version needed" to "extra length" both headers are the same, APPNOTE 4.3.7 and 4.3.12.
  const common = Buffer.alloc(26);
  common.writeUInt16LE(VERSION_NEEDED, 0);
  common.writeUInt16LE(bytes.length === name.length ? 0 : FLAG_UTF8, 2);
  common.writeUInt16LE(DOS_DATE, 8);
  common.writeUInt32LE(crc32(content), 10);
  common.writeUInt32LE(content.length, 14);
  common.writeUInt32LE(content.length, 18);
  common.writeUInt16LE(bytes.length, 22);
  const record = Buffer.alloc(46);
  record.writeUInt32LE(0x02014b50, 0);
  record.writeUInt16LE(VERSION_UNIX, 4);
  common.copy(record, 6);
  record.writeUInt32LE(MODE, 38);
  record.writeUInt32LE(offset, 42);
  return {
    local: Buffer.concat([Buffer.from('PK\x03\x04', 'latin1'), common, bytes]),
    record: Buffer.concat([record, bytes]),
  };
}

/** What the end records say of the central directory. `offset` is from the archive's own byte 0. */
export interface DirectoryPlace {
  readonly count: number;
  readonly size: number;
  readonly offset: number;
}

/** The end record with the archive's comment, behind a zip64 end record and its locator where there are too many members for it. */
export function endRecords(place: DirectoryPlace, comment: Buffer): Buffer {
  const isLarge = place.count >= ELSEWHERE;
  const record = Buffer.alloc(END_BYTES);
  const count = isLarge ? ELSEWHERE : place.count;
  record.writeUInt32LE(END_SIGNATURE, 0);
  record.writeUInt16LE(count, 8);
  record.writeUInt16LE(count, 10);
  record.writeUInt32LE(place.size, 12);
  record.writeUInt32LE(place.offset, 16);
  record.writeUInt16LE(comment.length, 20);
  return Buffer.concat([...(isLarge ? zip64Records(place) : []), record, comment]);
}

// APPNOTE 4.3.14 and 4.3.15.
function zip64Records({ count, size, offset }: DirectoryPlace): [Buffer, Buffer] {
  const record = Buffer.alloc(ZIP64_BYTES);
  record.writeUInt32LE(ZIP64_SIGNATURE, 0);
  record.writeUInt32LE(ZIP64_BYTES - 12, 4);
  record.writeUInt16LE((VERSION_UNIX & 0xff00) | VERSION_ZIP64, 12);
  record.writeUInt16LE(VERSION_ZIP64, 14);
  record.writeUInt32LE(count, 24);
  record.writeUInt32LE(count, 32);
  record.writeUInt32LE(size, 40);
  record.writeUInt32LE(offset, 48);
  const locator = Buffer.alloc(LOCATOR_BYTES);
  locator.writeUInt32LE(LOCATOR_SIGNATURE, 0);
  locator.writeUInt32LE(offset + size, 8);
  locator.writeUInt32LE(1, 16);
  return [record, locator];
}

/**
 * The comment of an archive.
 * @param tail all that lies behind its central directory
 * @returns null where there is something else than end records of known lengths
 */
export function trailingComment(tail: Buffer): Buffer | null {
  const isLarge = tail.length >= ZIP64_BYTES + LOCATOR_BYTES && tail.readUInt32LE(0) === ZIP64_SIGNATURE;
  if (isLarge && (tail.readUInt32LE(4) !== ZIP64_BYTES - 12 || tail.readUInt32LE(ZIP64_BYTES) !== LOCATOR_SIGNATURE)) {
    return null;
  }
  const end = tail.subarray(isLarge ? ZIP64_BYTES + LOCATOR_BYTES : 0);
  return end.length >= END_BYTES && end.readUInt32LE(0) === END_SIGNATURE ? end.subarray(END_BYTES) : null;
}
