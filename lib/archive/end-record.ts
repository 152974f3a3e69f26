// Finds the end record of an archive and where its central directory lies. What two readers could take for two archives is refused.
import { ZipImportError } from '../errors.ts';
import { bytesAt, invalid, type StatedDirectory, splitArchive, type Tail } from './archive-tail.ts';
import type { ByteSource } from './byte-source.ts';
import { CENTRAL_HEADER_SIZE, CENTRAL_SIGNATURE } from './central-directory.ts';
import { i32, u16, u32 } from './little-endian.ts';
import { LOCATOR_SIGNATURE, readZip64EndRecord } from './zip64-end-record.ts';

// End of central directory record, APPNOTE 4.3.16.
//   0 u32 signature   4 u16 this disk   6 u16 disk of the directory   8 u16 records on this disk   10 u16 records in all
//   12 u32 directory size   16 u32 directory offset   20 u16 comment length   22 comment
const EOCD_SIZE = 22;
const EOCD_SIGNATURE = Buffer.from('PK\x05\x06', 'latin1');
const LARGEST_DIRECTORY = 0x7000_0000;
const LONGEST_COMMENT = 0xffff;
// Zip64 locator (20 bytes) and zip64 end record (56 bytes) usually stand right in front; one read fetches them too.
const TAIL_SIZE = EOCD_SIZE + LONGEST_COMMENT + 20 + 56;

/** Where the central directory lies. Offsets are bytes from the start of the file. */
export interface EndRecord {
  readonly directoryOffset: number;
  /** Bytes. */
  readonly directorySize: number;
  /** Records that the directory must hold. */
  readonly count: number;
  /** Bytes before the archive's own byte 0 (shebang, runtime); added to every offset that the archive states. */
  readonly baseOffset: number;
}

/**
 * Finds and checks the end record.
 * @throws ERR_ZIPIMPORT_EOCD_MISSING, _EOCD_AMBIGUOUS, _EOCD_INVALID, _ARCHIVE_SPLIT, _DIRECTORY_INVALID
 * @see APPNOTE 4.3.14 to 4.3.16
 */
export function findEndRecord(source: ByteSource): EndRecord {
  const tailLength = Math.min(source.size, TAIL_SIZE);
  const tail: Tail = {
    bytes: source.read(source.size - tailLength, tailLength),
    offset: source.size - tailLength,
    source,
  };
  return placeDirectory(tail, stateDirectory(tail, chooseEndRecord(tail)));
}

// The record whose comment ends exactly at the end of the file is meant. Two of them are two archives. Where none fits exactly, bytes
// were appended; then only a record that needs no base offset counts, because the record of a zip stored inside a cut-off zip needs one.
function chooseEndRecord(tail: Tail): number {
  const { bytes, source } = tail;
  let exact = -1;
  let exactAndPlausible = -1;
  let appended = -1;
  let at = bytes.lastIndexOf(EOCD_SIGNATURE);
  for (; at >= 0; at = at === 0 ? -1 : bytes.lastIndexOf(EOCD_SIGNATURE, at - 1)) {
    if (at + EOCD_SIZE > bytes.length) continue;
    const end = at + EOCD_SIZE + u16(bytes, at + 20);
    if (end > bytes.length) continue;
    if (end < bytes.length) {
      if (appended < 0 && isPlausible(tail, at, false)) appended = at;
      continue;
    }
    if (exact < 0) exact = at;
    if (!isPlausible(tail, at, true)) continue;
    if (exactAndPlausible >= 0) {
      throw new ZipImportError(
        'ERR_ZIPIMPORT_EOCD_AMBIGUOUS',
        `Archive ${source.path} has two end records that could be meant, at bytes ${tail.offset + at} and ${tail.offset + exactAndPlausible}.`,
        { archive: source.path, offset: tail.offset + at, actual: tail.offset + exactAndPlausible },
      );
    }
    exactAndPlausible = at;
  }
  const chosen = exactAndPlausible >= 0 ? exactAndPlausible : exact >= 0 ? exact : appended;
  if (chosen >= 0) return chosen;
  throw new ZipImportError(
    'ERR_ZIPIMPORT_EOCD_MISSING',
    `${source.path} has no end of central directory record: it is not a zip archive, or it was cut off.`,
    { archive: source.path, offset: tail.offset, actual: source.size },
  );
}

function isPlausible(tail: Tail, at: number, withBaseOffset: boolean): boolean {
  const { bytes } = tail;
  const count = u16(bytes, at + 10);
  const size = u32(bytes, at + 12);
  const offset = u32(bytes, at + 16);
  const end = tail.offset + at;
  if (at >= 20 && i32(bytes, at - 20) === LOCATOR_SIGNATURE) return true;
  if (count === 0 || size === 0) return count === 0 && size === 0 && (withBaseOffset || offset === end);
  if (withBaseOffset && size <= end && isRecordAt(tail, end - size)) return true;
  return offset + size <= end && isRecordAt(tail, offset);
}

function isRecordAt(tail: Tail, at: number): boolean {
  const bytes = bytesAt(tail, at, 4);
  return bytes.length === 4 && i32(bytes, 0) === CENTRAL_SIGNATURE;
}

function stateDirectory(tail: Tail, at: number): StatedDirectory {
  const { bytes, source } = tail;
  const offset = tail.offset + at;
  const disk = u16(bytes, at + 4);
  const directoryDisk = u16(bytes, at + 6);
  const countHere = u16(bytes, at + 8);
  const classic: StatedDirectory = {
    count: u16(bytes, at + 10),
    size: u32(bytes, at + 12),
    offset: u32(bytes, at + 16),
    end: offset,
  };
  const isSaturated = classic.count === 0xffff || classic.size === 0xffffffff || classic.offset === 0xffffffff;
  const isSplit = (disk !== 0 && disk !== 0xffff) || (directoryDisk !== 0 && directoryDisk !== 0xffff);
  if (isSplit) throw splitArchive(source.path, offset, Math.max(disk, directoryDisk));
  if (countHere !== classic.count) {
    throw invalid(source.path, offset, `counts ${countHere} records on its disk and ${classic.count} in all`);
  }
  const zip64 = readZip64EndRecord(tail, offset, classic);
  if (zip64 !== null) return zip64;
  if (isSaturated) throw invalid(source.path, offset, 'leaves its values to a zip64 end record, and there is none');
  return classic;
}

// The directory ends where the end record starts; whatever is in front then gives the base offset. Only where no directory is found
// there is the stated offset taken as it stands, for archives with bytes between directory and end record.
function placeDirectory(tail: Tail, stated: StatedDirectory): EndRecord {
  const { count, size, offset, end } = stated;
  const path = tail.source.path;
  if (count === 0) {
    if (size === 0) return { directoryOffset: end, directorySize: 0, count, baseOffset: 0 };
    throw invalid(path, end, `counts no records in ${size} bytes of central directory`);
  }
  if (count * CENTRAL_HEADER_SIZE > size)
    throw invalid(path, end, `counts ${count} records in ${size} bytes of central directory`);
  // Offsets in the index are signed 32-bit numbers.
  if (size > LARGEST_DIRECTORY)
    throw invalid(path, end, `announces a central directory of ${size} bytes; the limit is ${LARGEST_DIRECTORY}`);
  const start = end - size;
  if (start >= offset && isRecordAt(tail, start)) {
    return { directoryOffset: start, directorySize: size, count, baseOffset: start - offset };
  }
  if (offset + size <= end && isRecordAt(tail, offset)) {
    return { directoryOffset: offset, directorySize: size, count, baseOffset: 0 };
  }
  throw new ZipImportError(
    'ERR_ZIPIMPORT_DIRECTORY_INVALID',
    `Archive ${path} has no central directory where its end record puts it (${size} bytes from byte ${offset}): bytes are missing or were changed.`,
    { archive: path, offset, expected: size, actual: end - offset },
  );
}
