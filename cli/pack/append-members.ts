// Appends stored members to a finished archive, in place: what is made from the archive itself (code caches, its index) can only come last.
import { closeSync, ftruncateSync, openSync, writeSync } from 'node:fs';
import type { ByteSource } from '../../lib/archive/byte-source.ts';
import { openFileSource } from '../../lib/archive/byte-source.ts';
import { findEndRecord } from '../../lib/archive/end-record.ts';
import { encodeIndex } from '../../lib/archive/index-encoder.ts';
import { INDEX_NAME } from '../../lib/archive/stored-index.ts';
import type { ArchiveExtra } from './options.ts';
import { endRecords, memberHeaders, trailingComment } from './zip-records.ts';

type Extra = Omit<ArchiveExtra, 'method'>;

// Behind it, the member's record would need a zip64 block, which the record of an index does not have.
const LARGEST_OFFSET = 0xffffffff;

/**
 * Appends `extras` and then, where the archive allows it, its index.
 * @param file a zip archive with nothing behind its end record
 * @returns whether anything was appended: not to an archive of 4 GB, or one that would come near that, which is left as it is
 * @throws what opening the archive throws; what Node.js throws when it cannot be written
 */
export function appendMembers(file: string, extras: readonly Extra[]): boolean {
  const source = openFileSource(file);
  try {
    const end = findEndRecord(source);
    const room = extras.reduce((sum, { name, content }) => sum + content.length + 2 * name.length + 200, 0);
    const indexRoom = end.directorySize * 2 + 1_000_000;
    if (source.size + room + indexRoom > LARGEST_OFFSET) return false;
    const directory = source.read(end.directoryOffset, end.directorySize);
    const comment = trailingComment(source.read(end.directoryOffset + end.directorySize, source.size));
    if (comment === null) return false;
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
      const { local, record } = memberHeaders(name, content, at - place.base);
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
    const tail = [...records, endRecords({ count: total, size, offset: at - place.base }, place.comment)];
    writeAll(fd, Buffer.concat(tail), at);
    ftruncateSync(
      fd,
      tail.reduce((sum, { length }) => sum + length, at),
    );
  } finally {
    closeSync(fd);
  }
}

function writeAll(fd: number, bytes: Uint8Array, offset: number): void {
  let written = 0;
  while (written < bytes.length) written += writeSync(fd, bytes, written, bytes.length - written, offset + written);
}
