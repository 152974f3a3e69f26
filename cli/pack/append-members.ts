// Appends stored members to a finished archive, in place: what is made from the archive itself (code caches, its index) can only come last.
import { closeSync, ftruncateSync, openSync, writeSync } from 'node:fs';
import { crc32 } from 'node:zlib';
import type { ByteSource } from '../../lib/archive/byte-source.ts';
import { openFileSource } from '../../lib/archive/byte-source.ts';
import { findEndRecord } from '../../lib/archive/end-record.ts';
import { encodeIndex } from '../../lib/archive/index-encoder.ts';
import { INDEX_NAME } from '../../lib/archive/stored-index.ts';
import type { ArchiveExtra } from './options.ts';

type Extra = Omit<ArchiveExtra, 'method'>;

// Of the fixed time of all packed members, 1980-01-01 00:00:00, as zip archives start to count.
const DOS_DATE = 0x21;
const VERSION_UNIX = 0x0314;
const VERSION_NEEDED = 20;
const MODE = (0o100644 << 16) >>> 0;
const LARGEST_OFFSET = 0xffffffff;
const LARGEST_COUNT = 0xffff;
const FLAG_UTF8 = 0x0800;

/**
 * Appends `extras` and then, where the archive allows it, its index.
 * @param file a zip archive with nothing behind its end record
 * @returns whether anything was appended: not to an archive that needs zip64 or would come to, which is left as it is
 * @throws what opening the archive throws; what Node.js throws when it cannot be written
 */
export function appendMembers(file: string, extras: readonly Extra[]): boolean {
  const source = openFileSource(file);
  try {
    const end = findEndRecord(source);
    const room = extras.reduce((sum, { name, content }) => sum + content.length + 2 * name.length + 200, 0);
    const indexRoom = end.directorySize * 2 + 1_000_000;
    if (source.size + room + indexRoom > LARGEST_OFFSET || end.count + extras.length + 1 > LARGEST_COUNT) return false;
    const directory = source.read(end.directoryOffset, end.directorySize);
    const tail = source.read(end.directoryOffset + end.directorySize, source.size);
    // 22 bytes and a comment: anything else in between is zip64.
    if (tail.readUInt32LE(0) !== 0x06054b50) return false;
    const comment = tail.subarray(22);
    append(
      file,
      source,
      { offset: end.directoryOffset, base: end.baseOffset, count: end.count, directory, comment },
      extras,
    );
    return true;
  } finally {
    source.close();
  }
}

interface Place {
  /** File offset of the central directory, which what is appended takes the place of. */
  readonly offset: number;
  readonly base: number;
  readonly count: number;
  readonly directory: Buffer;
  readonly comment: Buffer;
}

function append(file: string, source: ByteSource, place: Place, extras: readonly Extra[]): void {
  const records = [place.directory];
  const fd = openSync(file, 'r+');
  let at = place.offset;
  try {
    const put = ({ name, content }: Extra): void => {
      const { local, record } = headersOf(name, content, at - place.base);
      writeAll(fd, local, at);
      writeAll(fd, content, at + local.length);
      at += local.length + content.length;
      records.push(record);
    };
    for (const extra of extras) put(extra);
    const directory = Buffer.concat(records);
    const count = place.count + extras.length;
    const end = { directoryOffset: at, directorySize: directory.length, count, baseOffset: place.base };
    const index = encodeIndex(source, end, directory);
    if (index !== null) put({ name: INDEX_NAME, content: index });
    const size = records.reduce((sum, record) => sum + record.length, 0);
    const total = count + (index === null ? 0 : 1);
    writeAll(fd, Buffer.concat([...records, endRecord(total, size, at - place.base, place.comment)]), at);
    ftruncateSync(fd, at + size + 22 + place.comment.length);
  } finally {
    closeSync(fd);
  }
}

function headersOf(
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

function endRecord(count: number, size: number, offset: number, comment: Buffer): Buffer {
  const record = Buffer.alloc(22);
  record.writeUInt32LE(0x06054b50, 0);
  record.writeUInt16LE(count, 8);
  record.writeUInt16LE(count, 10);
  record.writeUInt32LE(size, 12);
  record.writeUInt32LE(offset, 16);
  record.writeUInt16LE(comment.length, 20);
  return Buffer.concat([record, comment]);
}

function writeAll(fd: number, bytes: Uint8Array, offset: number): void {
  let written = 0;
  while (written < bytes.length) written += writeSync(fd, bytes, written, bytes.length - written, offset + written);
}
