// Whether members share bytes of the archive: checked for all when it is opened, and for one, with its real header, when it is read.
import { ZipImportError } from '../errors.ts';
import { CENTRAL_HEADER_SIZE, readCentralRecord, readLocalOffset } from './central-directory.ts';
import { rawName } from './directory-errors.ts';
import type { EndRecord } from './end-record.ts';
import { u16 } from './little-endian.ts';
import { LOCAL_HEADER_SIZE } from './local-signature.ts';

/**
 * Checks that no two members overlap and that none reaches into the central directory.
 * Local extra fields are unknown here and count as empty; reads hold what they find against {@link extentLimit}.
 * @returns where the local headers start, sorted, from the archive's own byte 0
 * @throws ERR_ZIPIMPORT_MEMBER_OVERLAP
 */
export function assertDisjoint(path: string, directory: Buffer, end: EndRecord): Float64Array {
  const starts = new Float64Array(end.count);
  const ends = new Float64Array(end.count);
  forEachExtent(directory, end.count, (i, _record, start, stop) => {
    starts[i] = start;
    ends[i] = stop;
  });
  starts.sort();
  ends.sort();
  // Extents are disjoint exactly when the ends, sorted, lie between the starts, sorted.
  const limit = end.directoryOffset - end.baseOffset;
  for (let i = 0; i < end.count; i++) {
    const next = i + 1 < end.count ? starts[i + 1]! : limit;
    if (ends[i]! > next) throw overlap(path, directory, end, ends[i]!, next);
  }
  return starts;
}

/**
 * Where the bytes of the member with the central record at `record` must end, from the archive's own byte 0: at the next local header
 * or the central directory.
 * @param sortedStarts what {@link assertDisjoint} returned; null when the members follow each other in the order of their records
 * @param localOffset of the member, from the archive's own byte 0
 */
export function extentLimit(
  directory: Buffer,
  end: EndRecord,
  sortedStarts: Float64Array | null,
  record: number,
  localOffset: number,
): number {
  const limit = end.directoryOffset - end.baseOffset;
  if (sortedStarts !== null) return firstAbove(sortedStarts, localOffset) ?? limit;
  const next = nextRecord(directory, record);
  if (next >= end.directorySize) return limit;
  return readLocalOffset(directory, next) ?? limit;
}

function firstAbove(sorted: Float64Array, value: number): number | undefined {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (sorted[middle]! > value) high = middle;
    else low = middle + 1;
  }
  return sorted[low];
}

function nextRecord(directory: Buffer, at: number): number {
  return at + CENTRAL_HEADER_SIZE + u16(directory, at + 28) + u16(directory, at + 30) + u16(directory, at + 32);
}

function forEachExtent(
  directory: Buffer,
  count: number,
  visit: (ordinal: number, record: number, start: number, end: number) => void,
): void {
  let at = 0;
  for (let i = 0; i < count; i++) {
    const record = readCentralRecord(directory, at);
    // A record without its zip64 values fails when it is read; until then it takes no room.
    if (record === null) visit(i, at, 0, 0);
    else
      visit(
        i,
        at,
        record.localOffset,
        record.localOffset + LOCAL_HEADER_SIZE + record.nameLength + record.compressedSize,
      );
    at = nextRecord(directory, at);
  }
}

function overlap(path: string, directory: Buffer, end: EndRecord, stop: number, next: number): ZipImportError {
  let member = '';
  let offset = 0;
  forEachExtent(directory, end.count, (_i, at, start, extentEnd) => {
    if (start < next && extentEnd > next && member === '') {
      member = rawName(directory, at).toString();
      offset = start + end.baseOffset;
    }
  });
  const isDirectory = next === end.directoryOffset - end.baseOffset;
  const what = isDirectory ? 'reaches into the central directory' : 'shares bytes with another member';
  const message = `Archive ${path}: the data of member ${JSON.stringify(member)} ${what} (byte ${next + end.baseOffset}).`;
  const details = { archive: path, member, offset, expected: next, actual: stop };
  return new ZipImportError('ERR_ZIPIMPORT_MEMBER_OVERLAP', message, details);
}
