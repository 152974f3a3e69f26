import assert from 'node:assert/strict';
import { DirectoryBytes } from '../../../lib/archive/directory-bytes.ts';
import { bufferSource } from '../../support/buffer-source.ts';

const PAGE = 4 * 1024;
const FRONT = 100;

/** Bytes that differ from page to page, behind some others. */
function directoryOf(size: number): Buffer {
  return Buffer.from(Uint8Array.from({ length: size }, (_, i) => (i * 7 + (i >> 12)) & 0xff));
}

describe('DirectoryBytes', () => {
  const directory = directoryOf(3 * PAGE + 500);
  const place = { directoryOffset: FRONT, directorySize: directory.length };

  it('reads the pages that are needed, each once', () => {
    const source = bufferSource(Buffer.concat([Buffer.alloc(FRONT), directory]));
    const paged = DirectoryBytes.paged(source, place);
    assert.equal(source.reads.length, 0);
    paged.need(PAGE - 10, 20);
    paged.need(5, 5);
    paged.need(3 * PAGE + 400, 100);
    assert.deepEqual(source.reads, [
      { offset: FRONT, length: PAGE },
      { offset: FRONT + PAGE, length: PAGE },
      { offset: FRONT + 3 * PAGE, length: 500 },
    ]);
    assert.ok(paged.bytes.subarray(0, 2 * PAGE).equals(directory.subarray(0, 2 * PAGE)));
    assert.ok(paged.bytes.subarray(3 * PAGE).equals(directory.subarray(3 * PAGE)));
  });

  it('has nothing outside of the directory, and does not look for it', () => {
    const source = bufferSource(Buffer.concat([Buffer.alloc(FRONT), directory]));
    const paged = DirectoryBytes.paged(source, place);
    paged.need(-5, 10);
    paged.need(10 * PAGE, 10);
    assert.deepEqual([source.reads.length, paged.bytes.length], [0, directory.length]);
  });

  it('needs a record whole, with its name, extra field and comment', () => {
    const records = Buffer.alloc(4 * PAGE);
    const at = PAGE - 30;
    records.writeUInt16LE(5000, at + 28);
    records.writeUInt16LE(3, at + 30);
    records.writeUInt16LE(4, at + 32);
    const source = bufferSource(records);
    const paged = DirectoryBytes.paged(source, { directoryOffset: 0, directorySize: records.length });
    assert.equal(paged.needRecord(at), at + 46 + 5007);
    assert.deepEqual(
      source.reads.map(({ offset }) => offset),
      [0, PAGE, 2 * PAGE],
    );
  });

  it('is not taken in by a directory that has become shorter', () => {
    const source = bufferSource(directory.subarray(0, 100));
    assert.throws(() => DirectoryBytes.paged(source, { ...place, directoryOffset: 0 }).need(50, 10), {
      code: 'ERR_ZIPIMPORT_ARCHIVE_UNREADABLE',
      offset: 0,
    });
  });

  it('is read through once for who looks at all of it, and kept when it is small', () => {
    const look = (bytes: Buffer): [number, boolean, number] => {
      const source = bufferSource(bytes);
      const parts: Buffer[] = [];
      const seen = DirectoryBytes.readThrough(
        source,
        { directoryOffset: 0, directorySize: bytes.length },
        (part, at) => {
          assert.equal(at, Buffer.concat(parts).length);
          parts.push(Buffer.from(part));
          return part.length;
        },
      )!;
      const reads = source.reads.length;
      seen.need(0, 1);
      return [reads, Buffer.concat(parts).equals(bytes), source.reads.length - reads];
    };
    assert.deepEqual(look(directory), [1, true, 0]);
    assert.deepEqual(look(directoryOf(600_000)), [3, true, 1]);
    assert.deepEqual(look(Buffer.alloc(0)), [0, true, 0]);
    const large = directoryOf(600_000);
    const source = bufferSource(large);
    const starts: number[] = [];
    const inPieces = (part: Buffer, at: number): number => {
      starts.push(at);
      return Math.min(part.length, 200_000);
    };
    assert.ok(DirectoryBytes.readThrough(source, { directoryOffset: 0, directorySize: 600_000 }, inPieces) !== null);
    assert.deepEqual(starts, [0, 200_000, 400_000]);
    assert.equal(
      DirectoryBytes.readThrough(source, { directoryOffset: 0, directorySize: 600_000 }, () => 0),
      null,
    );
    assert.equal(
      DirectoryBytes.readThrough(source, { directoryOffset: 0, directorySize: 600 }, () => 599),
      null,
    );
    const short = bufferSource(directory);
    assert.throws(() => DirectoryBytes.readThrough(short, { ...place, directoryOffset: 1 }, (part) => part.length), {
      code: 'ERR_ZIPIMPORT_ARCHIVE_UNREADABLE',
    });
  });

  it('may be all there from the start', () => {
    const whole = DirectoryBytes.whole(Buffer.concat([directory, Buffer.from('a name')]), directory.length);
    whole.need(0, directory.length);
    assert.deepEqual([whole.size, whole.bytes.length], [directory.length, directory.length + 6]);
  });
});
