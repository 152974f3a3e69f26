// One record of the central directory, field by field. The index stores where records start; everything else is read here when asked for.
import { readModifiedTime, readZip64Values } from './extra-fields.ts';
import { u16, u32 } from './little-endian.ts';

// Central directory file header, APPNOTE 4.3.12.
//   0 u32 signature   4 u8 specification version made by   5 u8 host system   6 u16 version needed   8 u16 flags   10 u16 method
//   12 u16 DOS time   14 u16 DOS date   16 u32 CRC-32   20 u32 compressed size   24 u32 size   28 u16 name length
//   30 u16 extra length   32 u16 comment length   34 u16 disk   36 u16 internal attributes   38 u32 external attributes
//   42 u32 local header offset   46 name, extra, comment
export const CENTRAL_HEADER_SIZE = 46;
export const CENTRAL_SIGNATURE = 0x02014b50;

/** What a read needs to know. Sizes are bytes; `localOffset` counts from the archive's own byte 0. */
export interface CentralRecord {
  readonly flags: number;
  readonly method: number;
  readonly crc: number;
  readonly compressedSize: number;
  readonly size: number;
  readonly nameLength: number;
  readonly extraLength: number;
  readonly disk: number;
  readonly localOffset: number;
}

/** The record at `at`, or null when it leaves a value to a zip64 extra field that does not hold it. */
export function readCentralRecord(bytes: Uint8Array, at: number): CentralRecord | null {
  const nameLength = u16(bytes, at + 28);
  const extraLength = u16(bytes, at + 30);
  let compressedSize = u32(bytes, at + 20);
  let size = u32(bytes, at + 24);
  let localOffset = u32(bytes, at + 42);
  if (compressedSize === 0xffffffff || size === 0xffffffff || localOffset === 0xffffffff) {
    const extra = at + CENTRAL_HEADER_SIZE + nameLength;
    const values = readZip64Values(bytes, extra, extra + extraLength, size, compressedSize, localOffset);
    if (values === null) return null;
    ({ size, compressedSize, localOffset } = values);
  }
  return {
    flags: u16(bytes, at + 8),
    method: u16(bytes, at + 10),
    crc: u32(bytes, at + 16),
    compressedSize,
    size,
    nameLength,
    extraLength,
    disk: u16(bytes, at + 34),
    localOffset,
  };
}

/** The size after inflating; what {@link readCentralRecord} would say, without an object for it. */
export function readSize(bytes: Uint8Array, at: number): number {
  const size = u32(bytes, at + 24);
  return size === 0xffffffff ? (readCentralRecord(bytes, at)?.size ?? size) : size;
}

/** Where the local header starts; what {@link readCentralRecord} would say, without an object for it, and null where it is null. */
export function readLocalOffset(bytes: Uint8Array, at: number): number | null {
  const offset = u32(bytes, at + 42);
  const isPlain = offset !== 0xffffffff && u32(bytes, at + 20) !== 0xffffffff && u32(bytes, at + 24) !== 0xffffffff;
  return isPlain ? offset : (readCentralRecord(bytes, at)?.localOffset ?? null);
}

/** CRC-32 of the content. */
export function readCrc(bytes: Uint8Array, at: number): number {
  return u32(bytes, at + 16);
}

/** Unix permission bits, or undefined when the record was not written on a Unix host (3; 19 is Darwin) or has none. */
export function readPermissions(bytes: Uint8Array, at: number): number | undefined {
  const host = bytes[at + 5];
  if (host !== 3 && host !== 19) return undefined;
  const mode = u16(bytes, at + 40);
  return mode === 0 ? undefined : mode & 0o7777;
}

/** Modification time in milliseconds since 1970 UTC; DOS times, which name no time zone, count as local time. */
export function readMtimeMs(bytes: Uint8Array, at: number): number {
  const extra = at + CENTRAL_HEADER_SIZE + u16(bytes, at + 28);
  const exact = readModifiedTime(bytes, extra, extra + u16(bytes, at + 30));
  if (exact !== null) return exact;
  const time = u16(bytes, at + 12);
  const date = u16(bytes, at + 14);
  if (date === 0) return 0;
  const day = date & 31;
  const month = ((date >> 5) & 15) - 1;
  return new Date(1980 + (date >> 9), month, day, time >> 11, (time >> 5) & 63, (time & 31) * 2).getTime();
}
