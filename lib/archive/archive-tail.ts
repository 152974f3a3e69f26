// The end of an archive's file, where its end records stand: reading it, and what the classic one and the zip64 one both state and refuse.
import { ZipImportError } from '../errors.ts';
import type { ByteSource } from './byte-source.ts';

/** The end of the file, and the rest of it when somebody asks. */
export interface Tail {
  readonly bytes: Buffer;
  /** File offset of `bytes[0]`. */
  readonly offset: number;
  readonly source: ByteSource;
}

/** What an end record states, before it is held against the file. */
export interface StatedDirectory {
  readonly count: number;
  readonly size: number;
  /** From the archive's own byte 0. */
  readonly offset: number;
  /** File offset of the first end record: the directory ends here, or before. */
  readonly end: number;
}

/** `length` bytes at file offset `at`, from the tail where it has them. */
export function bytesAt(tail: Tail, at: number, length: number): Buffer {
  const start = at - tail.offset;
  if (start >= 0 && start + length <= tail.bytes.length) return tail.bytes.subarray(start, start + length);
  return tail.source.read(at, length);
}

/** An end record that contradicts the file. */
export function invalid(path: string, offset: number, what: string): ZipImportError {
  const message = `Archive ${path}: the end record at byte ${offset} ${what}.`;
  return new ZipImportError('ERR_ZIPIMPORT_EOCD_INVALID', message, { archive: path, offset });
}

/** One part of an archive that was split over several files. */
export function splitArchive(path: string, offset: number, disk: number): ZipImportError {
  const message = `Archive ${path} is part ${disk + 1} of a split archive; join the parts first (zip -s 0).`;
  return new ZipImportError('ERR_ZIPIMPORT_ARCHIVE_SPLIT', message, {
    archive: path,
    offset,
    expected: 0,
    actual: disk,
  });
}
