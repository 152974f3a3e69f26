// The extra field of a record: a run of blocks (u16 id, u16 length, data), APPNOTE 4.5.
import { crc32 } from '../crc32.ts';
import { u16, u32, u64 } from './little-endian.ts';

/** Block ids that the engine reads. */
export const EXTRA_ZIP64 = 0x0001;
const EXTRA_NTFS = 0x000a;
const EXTRA_TIMESTAMP = 0x5455;
export const EXTRA_UNICODE_PATH = 0x7075;

/**
 * Offset of the data of the first block with that id, or -1. Blocks after one that claims more bytes than there are do not count.
 * @param start inclusive
 * @param end exclusive
 */
export function findExtra(bytes: Uint8Array, start: number, end: number, id: number): number {
  for (let at = start; at + 4 <= end; ) {
    const dataEnd = at + 4 + u16(bytes, at + 2);
    if (dataEnd > end) return -1;
    if (u16(bytes, at) === id) return at + 4;
    at = dataEnd;
  }
  return -1;
}

/** The values that a zip64 block holds, in its fixed order, for the fields that are saturated; null when one is missing. */
export interface Zip64Values {
  readonly size: number;
  readonly compressedSize: number;
  readonly localOffset: number;
}

/** Zip64 extended information, APPNOTE 4.5.3: u64 size, u64 compressed size, u64 local offset, u32 disk; each only when saturated. */
export function readZip64Values(
  bytes: Uint8Array,
  start: number,
  end: number,
  size: number,
  compressedSize: number,
  localOffset: number,
): Zip64Values | null {
  let at = findExtra(bytes, start, end, EXTRA_ZIP64);
  if (at < 0) return null;
  const dataEnd = at + u16(bytes, at - 2);
  const values = [size, compressedSize, localOffset];
  for (let i = 0; i < values.length; i++) {
    if (values[i] !== 0xffffffff) continue;
    if (at + 8 > dataEnd) return null;
    values[i] = u64(bytes, at);
    at += 8;
  }
  return { size: values[0]!, compressedSize: values[1]!, localOffset: values[2]! };
}

/**
 * The UTF-8 bytes of an Info-ZIP Unicode path block, or null when there is none or it was made for another name (its CRC tells).
 * @param nameStart where the raw name starts; it ends where the extra field starts
 * @see APPNOTE 4.6.9: u8 version (1), u32 CRC-32 of the raw name, UTF-8 name
 */
export function readUnicodePath(bytes: Buffer, nameStart: number, start: number, end: number): Buffer | null {
  const at = findExtra(bytes, start, end, EXTRA_UNICODE_PATH);
  if (at < 0) return null;
  const dataEnd = at + u16(bytes, at - 2);
  if (dataEnd - at < 5 || bytes[at] !== 1) return null;
  return u32(bytes, at + 1) === crc32(bytes.subarray(nameStart, start)) ? bytes.subarray(at + 5, dataEnd) : null;
}

/** Modification time in milliseconds since 1970 UTC, from the extended timestamp, else NTFS block; null when neither has it. */
export function readModifiedTime(bytes: Uint8Array, start: number, end: number): number | null {
  // Info-ZIP extended timestamp: u8 flags (bit 0: mtime is there), i32 seconds since 1970 UTC.
  const unix = findExtra(bytes, start, end, EXTRA_TIMESTAMP);
  if (unix >= 0 && u16(bytes, unix - 2) >= 5 && (bytes[unix]! & 1) === 1) return (u32(bytes, unix + 1) | 0) * 1000;
  // NTFS, APPNOTE 4.5.5: u32 reserved, then u16 tag, u16 length; tag 1 holds mtime, atime, ctime in 100 ns since 1601 UTC.
  const ntfs = findExtra(bytes, start, end, EXTRA_NTFS);
  if (ntfs < 0) return null;
  const time = findExtra(bytes, ntfs + 4, ntfs + u16(bytes, ntfs - 2), 1);
  if (time < 0 || u16(bytes, time - 2) < 8) return null;
  return Math.floor(u64(bytes, time) / 10_000) - 11_644_473_600_000;
}
