// What can be wrong with a central directory, put into words: archive, member, offset, expected and actual.
import { ZipImportError } from '../errors.ts';
import { CENTRAL_HEADER_SIZE, CENTRAL_SIGNATURE } from './central-directory.ts';
import type { EndRecord } from './end-record.ts';
import { i32, u16 } from './little-endian.ts';
import { unsafeReason } from './member-name.ts';

/** No record where number `ordinal` (from 0) must be, or one that does not end in time, or bytes left after the last. */
export function badRecord(
  path: string,
  directory: Buffer,
  end: EndRecord,
  at: number,
  ordinal: number,
): ZipImportError {
  const offset = end.directoryOffset + at;
  const details = { archive: path, offset, expected: end.count, actual: ordinal };
  if (ordinal === end.count) {
    const left = directory.length - at;
    const message = `Archive ${path}: ${left} bytes follow the ${ordinal} records that its end record counts, at byte ${offset}.`;
    return new ZipImportError('ERR_ZIPIMPORT_DIRECTORY_INVALID', message, details);
  }
  const which = `record ${ordinal + 1} of ${end.count} at byte ${offset}`;
  if (at + 4 <= directory.length && i32(directory, at) !== CENTRAL_SIGNATURE) {
    const message = `Archive ${path}: ${which} of the central directory is no record.`;
    return new ZipImportError('ERR_ZIPIMPORT_DIRECTORY_INVALID', message, details);
  }
  const message = `Archive ${path}: the central directory (${directory.length} bytes) ends before ${which} does.`;
  return new ZipImportError('ERR_ZIPIMPORT_DIRECTORY_TRUNCATED', message, details);
}

/** A name that no path may have. */
export function unsafeName(
  path: string,
  name: string,
  end: EndRecord,
  record: number,
  reason?: string,
): ZipImportError {
  const why = reason ?? unsafeReason(name) ?? 'is not a path';
  const message = `Archive ${path}: the member name ${JSON.stringify(name)} ${why}. Such archives are refused as a whole.`;
  const details = { archive: path, member: name, offset: end.directoryOffset + record };
  return new ZipImportError('ERR_ZIPIMPORT_MEMBER_NAME_UNSAFE', message, details);
}

/** Two records of one name, or a file that names below it make a directory. */
export function duplicateName(
  path: string,
  name: string,
  end: EndRecord,
  record: number,
  isDirectory: boolean,
): ZipImportError {
  const what = isDirectory ? 'is a file and a directory' : 'is there twice, with different content';
  const message = `Archive ${path}: the member ${JSON.stringify(name)} ${what}.`;
  const details = { archive: path, member: name, offset: end.directoryOffset + record };
  return new ZipImportError('ERR_ZIPIMPORT_MEMBER_NAME_DUPLICATE', message, details);
}

/** The raw name of the record at `record`. */
export function rawName(directory: Buffer, record: number): Buffer {
  const start = record + CENTRAL_HEADER_SIZE;
  return directory.subarray(start, start + u16(directory, record + 28));
}
