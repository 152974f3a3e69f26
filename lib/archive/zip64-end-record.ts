// The zip64 locator and end record, which stand in front of the classic end record and hold what does not fit there.
import { bytesAt, invalid, type StatedDirectory, splitArchive, type Tail } from './archive-tail.ts';
import { i32, u32, u64 } from './little-endian.ts';

// Zip64 end of central directory locator, APPNOTE 4.3.15.
//   0 u32 signature   4 u32 disk of the zip64 end record   8 u64 its offset   16 u32 disks in all
const LOCATOR_SIZE = 20;
export const LOCATOR_SIGNATURE: number = 0x07064b50;

// Zip64 end of central directory record, APPNOTE 4.3.14.
//   0 u32 signature   4 u64 size of what follows   12 u16 version made by   14 u16 version needed   16 u32 this disk
//   20 u32 disk of the directory   24 u64 records on this disk   32 u64 records in all   40 u64 directory size
//   48 u64 directory offset   56 extensible data
const RECORD_SIZE = 56;
const RECORD_SIGNATURE = 0x06064b50;

/**
 * What the zip64 end record states, or null when the archive has none.
 * @param end file offset of the classic end record
 * @param classic what that one states; where it is not saturated, both must say the same
 * @throws ERR_ZIPIMPORT_EOCD_INVALID, ERR_ZIPIMPORT_ARCHIVE_SPLIT
 */
export function readZip64EndRecord(tail: Tail, end: number, classic: StatedDirectory): StatedDirectory | null {
  const path = tail.source.path;
  const locatorOffset = end - LOCATOR_SIZE;
  if (locatorOffset < 0) return null;
  const locator = bytesAt(tail, locatorOffset, LOCATOR_SIZE);
  if (i32(locator, 0) !== LOCATOR_SIGNATURE) return null;

  const statedOffset = u64(locator, 8);
  const offset = findRecord(tail, locatorOffset, statedOffset);
  if (offset < 0)
    throw invalid(path, end, `has a zip64 locator that names byte ${statedOffset}, where no zip64 end record is`);

  const record = bytesAt(tail, offset, RECORD_SIZE);
  const disk = Math.max(u32(locator, 4), u32(record, 16), u32(record, 20));
  if (disk !== 0) throw splitArchive(path, offset, disk);
  const disks = u32(locator, 16);
  if (disks > 1) throw splitArchive(path, offset, disks - 1);

  const stated = { count: u64(record, 32), size: u64(record, 40), offset: u64(record, 48), end: offset };
  if (u64(record, 24) !== stated.count) throw invalid(path, offset, 'counts its records in two ways');
  if (stated.count > Number.MAX_SAFE_INTEGER || stated.size > offset || stated.offset > offset) {
    throw invalid(path, offset, 'describes a central directory that is larger than the file');
  }
  const agrees =
    (classic.count === 0xffff || classic.count === stated.count) &&
    (classic.size === 0xffffffff || classic.size === stated.size) &&
    (classic.offset === 0xffffffff || classic.offset === stated.offset);
  if (!agrees) throw invalid(path, offset, 'contradicts the classic end record');
  return stated;
}

// At the stated offset, reaching up to the locator; or, where bytes were put in front of the archive, right before the locator.
function findRecord(tail: Tail, locatorOffset: number, statedOffset: number): number {
  if (isRecord(tail, statedOffset, locatorOffset)) return statedOffset;
  const adjacent = locatorOffset - RECORD_SIZE;
  return adjacent > statedOffset && isRecord(tail, adjacent, locatorOffset) ? adjacent : -1;
}

function isRecord(tail: Tail, at: number, locatorOffset: number): boolean {
  if (at < 0 || at + RECORD_SIZE > locatorOffset) return false;
  const bytes = bytesAt(tail, at, RECORD_SIZE);
  if (bytes.length < RECORD_SIZE || i32(bytes, 0) !== RECORD_SIGNATURE) return false;
  return at + 12 + u64(bytes, 4) <= locatorOffset;
}
