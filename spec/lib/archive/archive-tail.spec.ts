import assert from 'node:assert/strict';
import { bytesAt, invalid, splitArchive, type Tail } from '../../../lib/archive/archive-tail.ts';
import { bufferSource } from '../../support/buffer-source.ts';

describe('bytesAt', () => {
  const file = Buffer.from('0123456789');
  const source = bufferSource(file);
  const tail: Tail = { bytes: file.subarray(4), offset: 4, source };

  it('reads the file only for what the tail does not hold whole', () => {
    const rows: readonly (readonly [number, number, string])[] = [
      [4, 6, '456789'],
      [9, 1, '9'],
      [10, 0, ''],
      [3, 2, '34'],
      [0, 4, '0123'],
      [8, 5, '89'],
    ];
    for (const [at, length, expected] of rows) assert.equal(bytesAt(tail, at, length).toString(), expected);
    assert.deepEqual(
      source.reads.map(({ offset }) => offset),
      [3, 0, 8],
    );
  });
});

describe('the errors of end records', () => {
  it('say where, and of a part, which one', () => {
    const { code, archive, offset, message } = invalid('/a.zip', 7, 'is odd');
    assert.deepEqual([code, archive, offset], ['ERR_ZIPIMPORT_EOCD_INVALID', '/a.zip', 7]);
    assert.equal(message, 'Archive /a.zip: the end record at byte 7 is odd.');
    const split = splitArchive('/a.z03', 7, 2);
    assert.deepEqual([split.code, split.expected, split.actual], ['ERR_ZIPIMPORT_ARCHIVE_SPLIT', 0, 2]);
    assert.match(split.message, /is part 3 of/);
  });
});
