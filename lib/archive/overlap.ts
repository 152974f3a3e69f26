// Whether members share bytes of the archive. The index builder calls this only for directories that are not in the order of the data.
import { ZipImportError } from '../errors.ts';
import { CENTRAL_HEADER_SIZE, readCentralRecord } from './central-directory.ts';
import { rawName } from './directory-errors.ts';
import type { EndRecord } from './end-record.ts';
import { u16 } from './little-endian.ts';

const LOCAL_HEADER_SIZE = 30;

/**
 * Checks that no two members overlap and that none reaches into the central directory.
 * Local extra fields are unknown here and count as empty; reads check them against {@link sortedStarts}.
 * @throws ERR_ZIPIMPORT_MEMBER_OVERLAP
 */
export function assertDisjoint(path: string, directory: Buffer, end: EndRecord): void {
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
    at += CENTRAL_HEADER_SIZE + u16(directory, at + 28) + u16(directory, at + 30) + u16(directory, at + 32);
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
