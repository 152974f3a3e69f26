// Reads one member: local header and data in one go, checked against the central record, decoded, checked again. Never unchecked content.
import { constants } from 'node:buffer';
import { crc32 } from '../crc32.ts';
import { type ErrorCode, ZipImportError } from '../errors.ts';
import type { ByteSource } from './byte-source.ts';
import { CENTRAL_HEADER_SIZE, CENTRAL_SIGNATURE, type CentralRecord, readCentralRecord } from './central-directory.ts';
import type { EndRecord } from './end-record.ts';
import type { Decoded } from './inflater.ts';
import { i32, u16 } from './little-endian.ts';
import { dataStart, findMismatch } from './local-header.ts';
import { LOCAL_HEADER_SIZE, LOCAL_SIGNATURE } from './local-signature.ts';
import { decoderOf, describeUnsupported, isSizePossible } from './methods.ts';
import { extentLimit } from './overlap.ts';
import { giveBack } from './scratch.ts';

// General purpose bits, APPNOTE 4.4.4.
const FLAGS_ENCRYPTED = 0x0001 | 0x0040 | 0x2000;
const FLAG_PATCH_DATA = 0x0020;
// Local extra fields are often some bytes longer than central ones (timestamps); below this a second read is spared.
const EXTRA_SLACK = 64;

/** What a read works on. */
export interface MemberSource {
  readonly source: ByteSource;
  readonly end: EndRecord;
  /** The central directory. */
  readonly directory: Buffer;
  /** As {@link MemberIndex.localStarts}. */
  readonly localStarts: Float64Array | null;
  /** Whether the index is one that lay in the archive: then it is looked at twice which record it leads to. */
  readonly isHinted: boolean;
}

/**
 * The whole, checked content of the member whose central record starts at `record`.
 * @param name for errors
 * @param isLent the caller is done with the content before anything else is read, so it may lie in memory that is used again
 * @throws ERR_ZIPIMPORT_MEMBER_ENCRYPTED, _METHOD_UNSUPPORTED, _LOCAL_HEADER_MISMATCH, _MEMBER_TRUNCATED, _MEMBER_SIZE_MISMATCH,
 *   _MEMBER_TOO_LARGE, _MEMBER_CORRUPT, _MEMBER_CRC_MISMATCH, _MEMBER_OVERLAP, _DIRECTORY_INVALID, _ARCHIVE_SPLIT, _ARCHIVE_CHANGED
 */
export function readMember(from: MemberSource, record: number, name: string, isLent = false): Buffer {
  return memberRead(from, record, name, isLent).content();
}

/**
 * Where in the source the content of a stored member starts; null when it is compressed.
 * @throws as {@link readMember}, of what its headers say
 */
export function storedOffset(from: MemberSource, record: number, name: string): number | null {
  return memberRead(from, record, name, false).storedOffset();
}

function memberRead(from: MemberSource, record: number, name: string, isLent: boolean): MemberRead {
  if (from.isHinted && !isRecordOf(from.directory, record, name)) {
    const message = `Archive ${from.source.path}: the index in the archive leads to something else than member ${JSON.stringify(name)}. Pack it anew, or remove ${JSON.stringify('.zipimport')} from it.`;
    throw new ZipImportError('ERR_ZIPIMPORT_DIRECTORY_INVALID', message, {
      archive: from.source.path,
      member: name,
      offset: from.end.directoryOffset + record,
    });
  }
  const central = readCentralRecord(from.directory, record);
  if (central === null) {
    const message = `Archive ${from.source.path}: the record of member ${JSON.stringify(name)} leaves its sizes to a zip64 field that it does not have.`;
    const details = { archive: from.source.path, member: name, offset: from.end.directoryOffset + record };
    throw new ZipImportError('ERR_ZIPIMPORT_DIRECTORY_INVALID', message, details);
  }
  return new MemberRead(from, record, name, central, isLent);
}

function isRecordOf(directory: Buffer, record: number, name: string): boolean {
  if (record < 0 || i32(directory, record) !== CENTRAL_SIGNATURE) return false;
  const start = record + CENTRAL_HEADER_SIZE;
  return directory.toString('utf8', start, start + u16(directory, record + 28)) === name;
}

/** Whether two records lead to the same content; false also where either cannot be read. */
export function hasSameContent(from: MemberSource, record: number, other: number): boolean {
  try {
    return readMember(from, record, '').equals(readMember(from, other, ''));
  } catch {
    return false;
  }
}

class MemberRead {
  readonly #from: MemberSource;
  readonly #record: number;
  readonly #name: string;
  readonly #central: CentralRecord;
  readonly #offset: number;
  readonly #isLent: boolean;

  constructor(from: MemberSource, record: number, name: string, central: CentralRecord, isLent: boolean) {
    this.#from = from;
    this.#record = record;
    this.#name = name;
    this.#central = central;
    this.#offset = from.end.baseOffset + central.localOffset;
    this.#isLent = isLent;
  }

  content(): Buffer {
    const { crc, size } = this.#central;
    this.#assertReadable();
    const data = this.#data();
    const { content, consumed } = this.#decode(data);
    const dataLength = data.length;
    if (this.#isCopied && content.buffer !== data.buffer) giveBack(data);
    if (content.length !== size)
      throw this.#fail(
        'ERR_ZIPIMPORT_MEMBER_SIZE_MISMATCH',
        'inflates to another size than announced',
        size,
        content.length,
      );
    if (consumed !== dataLength) {
      throw this.#fail(
        'ERR_ZIPIMPORT_MEMBER_CORRUPT',
        'has bytes after the end of its compressed data',
        consumed,
        dataLength,
      );
    }
    const actual = crc32(content);
    if (actual !== crc) throw this.#fail('ERR_ZIPIMPORT_MEMBER_CRC_MISMATCH', 'fails its CRC-32', crc, actual);
    return content;
  }

  storedOffset(): number | null {
    this.#assertReadable();
    const { method, nameLength, extraLength, compressedSize, localOffset } = this.#central;
    if (method !== 0) return null;
    const room = this.#room();
    const header = this.#read(this.#offset, Math.min(LOCAL_HEADER_SIZE + nameLength + extraLength + EXTRA_SLACK, room));
    this.#assertThere(LOCAL_HEADER_SIZE, header.length);
    const start = dataStart(header);
    this.#assertMatch(header);
    this.#assertRoom(start + compressedSize, room);
    return this.#from.end.baseOffset + localOffset + start;
  }

  #assertReadable(): void {
    const { flags, method, size, compressedSize, disk } = this.#central;
    if ((flags & FLAGS_ENCRYPTED) !== 0) throw this.#fail('ERR_ZIPIMPORT_MEMBER_ENCRYPTED', 'is encrypted', 0, flags);
    if ((flags & FLAG_PATCH_DATA) !== 0)
      throw this.#fail('ERR_ZIPIMPORT_METHOD_UNSUPPORTED', 'is compressed patched data', 0, flags);
    if (disk !== 0 && disk !== 0xffff)
      throw this.#fail('ERR_ZIPIMPORT_ARCHIVE_SPLIT', 'is on another part of a split archive', 0, disk);
    if (decoderOf(method) === undefined)
      throw this.#fail('ERR_ZIPIMPORT_METHOD_UNSUPPORTED', describeUnsupported(method), 8, method);
    if (size > constants.MAX_LENGTH)
      throw this.#fail(
        'ERR_ZIPIMPORT_MEMBER_TOO_LARGE',
        'is larger than one Buffer can be',
        constants.MAX_LENGTH,
        size,
      );
    if (!isSizePossible(method, compressedSize, size)) {
      throw this.#fail('ERR_ZIPIMPORT_MEMBER_SIZE_MISMATCH', `cannot become ${size} bytes`, size, compressedSize);
    }
  }

  // The central record says how long both are, up to the local extra field.
  #data(): Buffer {
    const { nameLength, extraLength, compressedSize } = this.#central;
    const offset = this.#offset;
    const room = this.#room();
    this.#assertRoom(LOCAL_HEADER_SIZE + nameLength + compressedSize, room);
    const guess = LOCAL_HEADER_SIZE + nameLength + extraLength + EXTRA_SLACK + compressedSize;
    let bytes = this.#read(offset, Math.min(guess, room));
    this.#assertThere(LOCAL_HEADER_SIZE, bytes.length);
    const start = dataStart(bytes);
    const length = start + compressedSize;
    if (i32(bytes, 0) === LOCAL_SIGNATURE) this.#assertRoom(length, room);
    if (bytes.length < length) {
      bytes = this.#read(offset, Math.min(length, room));
    }
    this.#assertMatch(bytes);
    this.#assertThere(length, bytes.length);
    return bytes.subarray(start, length);
  }

  // Bytes from the local header to whatever comes next.
  #room(): number {
    const { end, directory, localStarts } = this.#from;
    const { localOffset } = this.#central;
    return extentLimit(directory, end, localStarts, this.#record, localOffset) - localOffset;
  }

  #assertMatch(bytes: Buffer): void {
    const mismatch = findMismatch(bytes, this.#from.directory, this.#record, this.#central);
    if (mismatch === null) return;
    const { field, expected, actual } = mismatch;
    throw this.#fail(
      'ERR_ZIPIMPORT_LOCAL_HEADER_MISMATCH',
      `has a local header whose ${field} contradicts the central directory`,
      expected,
      actual,
    );
  }

  // What is decoded is copied anyway; stored content is the bytes that were read.
  get #isCopied(): boolean {
    return this.#central.method !== 0 || this.#isLent;
  }

  #read(offset: number, length: number): Buffer {
    const { source } = this.#from;
    const lent = this.#isCopied ? source.borrow?.(offset, length) : undefined;
    // Modules lie together, so that most of them are lent from memory, as they were when it was read and checked: to look at the file for
    // each costs as much as finding it does. Whoever reads otherwise hears of a change at once.
    if (lent !== undefined && this.#isLent) return lent;
    const bytes = lent ?? source.read(offset, length);
    source.assertUnchanged();
    return bytes;
  }

  #assertRoom(length: number, room: number): void {
    if (length <= room) return;
    throw this.#fail(
      'ERR_ZIPIMPORT_MEMBER_OVERLAP',
      'reaches into the next member or the central directory',
      room,
      length,
    );
  }

  #assertThere(length: number, available: number): void {
    if (available >= length) return;
    throw this.#fail('ERR_ZIPIMPORT_MEMBER_TRUNCATED', 'ends before its announced size', length, available);
  }

  #decode(data: Buffer): Decoded {
    const { method, size } = this.#central;
    try {
      return decoderOf(method)!(data, size, this.#isLent);
    } catch (cause) {
      const code = (cause as NodeJS.ErrnoException).code;
      if (code === 'ERR_BUFFER_TOO_LARGE') {
        throw this.#fail(
          'ERR_ZIPIMPORT_MEMBER_SIZE_MISMATCH',
          'inflates to more than announced',
          size,
          `more than ${size}`,
          cause,
        );
      }
      throw this.#fail(
        'ERR_ZIPIMPORT_MEMBER_CORRUPT',
        `cannot be decoded: ${(cause as Error).message}`,
        size,
        code ?? '',
        cause,
      );
    }
  }

  #fail(
    code: ErrorCode,
    what: string,
    expected: string | number,
    actual: string | number,
    cause?: unknown,
  ): ZipImportError {
    const { path } = this.#from.source;
    const message = `Archive ${path}: member ${JSON.stringify(this.#name)} at byte ${this.#offset} ${what} (expected ${expected}, got ${actual}).`;
    return new ZipImportError(code, message, {
      archive: path,
      member: this.#name,
      offset: this.#offset,
      expected,
      actual,
      cause,
    });
  }
}
