import assert from 'node:assert/strict';
import { type EndRecord, findEndRecord } from '../../../lib/archive/end-record.ts';
import { bufferSource } from '../../support/buffer-source.ts';
import { type ArchiveFields, buildZip } from '../../support/zip-builder.ts';

const MEMBERS = [
  { name: 'a.js', content: 'a' },
  { name: 'b.js', content: 'bb' },
] as const;
const DIRECTORY_OFFSET = 30 + 4 + 1 + 30 + 4 + 2;
const DIRECTORY_SIZE = 2 * (46 + 4);

function find(bytes: Buffer): EndRecord {
  return findEndRecord(bufferSource(bytes));
}

function code(expected: string): object {
  return { name: 'ZipImportError', code: expected, archive: '/memory.zip' };
}

describe('findEndRecord', () => {
  const plain = { directoryOffset: DIRECTORY_OFFSET, directorySize: DIRECTORY_SIZE, count: 2, baseOffset: 0 };

  const found: readonly (readonly [string, ArchiveFields, EndRecord])[] = [
    ['a plain archive', {}, plain],
    ['a comment', { comment: Buffer.from('hello') }, plain],
    ['the longest comment', { comment: Buffer.alloc(0xffff, 32) }, plain],
    ['a comment with a signature that is no end record', { comment: Buffer.from('PK\x05\x06, they say') }, plain],
    [
      'bytes in front',
      { prefix: Buffer.from('#!/usr/bin/env node\n') },
      { ...plain, directoryOffset: DIRECTORY_OFFSET + 20, baseOffset: 20 },
    ],
    [
      'a gap before the directory',
      { gapBeforeDirectory: Buffer.alloc(9) },
      { ...plain, directoryOffset: DIRECTORY_OFFSET + 9 },
    ],
    ['a gap after the directory', { gapAfterDirectory: Buffer.alloc(9) }, plain],
    ['bytes after the end record', { appended: Buffer.from('\r\n') }, plain],
    ['zip64 end records', { zip64: {} }, plain],
    ['zip64 end records that are not needed', { zip64: { isSaturated: false } }, plain],
    ['zip64 with extensible data', { zip64: { extensibleData: Buffer.alloc(12) } }, plain],
    [
      'zip64 with bytes in front',
      { zip64: {}, prefix: Buffer.alloc(7) },
      { ...plain, directoryOffset: DIRECTORY_OFFSET + 7, baseOffset: 7 },
    ],
  ];
  for (const [what, fields, expected] of found) {
    it(`understands ${what}`, () => assert.deepEqual(find(buildZip(MEMBERS, fields)), expected));
  }

  it('understands an empty archive', () => {
    assert.deepEqual(find(buildZip([])), { directoryOffset: 0, directorySize: 0, count: 0, baseOffset: 0 });
  });

  const refused: readonly (readonly [string, ArchiveFields, string])[] = [
    ['a comment that is an archive of its own', { comment: buildZip([]) }, 'EOCD_AMBIGUOUS'],
    ['more records than counted here', { countHere: 1 }, 'EOCD_INVALID'],
    ['more records than the directory has room for', { count: 9 }, 'EOCD_INVALID'],
    ['no records in a directory that is not empty', { count: 0 }, 'EOCD_INVALID'],
    ['a saturated count without zip64', { count: 0xffff }, 'EOCD_INVALID'],
    ['a part of a split archive', { disk: 3 }, 'ARCHIVE_SPLIT'],
    ['a directory on another part', { directoryDisk: 1 }, 'ARCHIVE_SPLIT'],
    ['a directory past its place', { directoryOffset: DIRECTORY_OFFSET + 4 }, 'DIRECTORY_INVALID'],
    ['a directory size that is too large', { directorySize: DIRECTORY_SIZE + 8 }, 'DIRECTORY_INVALID'],
    ['a comment that ends after the file', { commentLength: 5 }, 'EOCD_MISSING'],
    ['zip64 that contradicts the classic count', { zip64: { isSaturated: false, count: 3n } }, 'EOCD_INVALID'],
    ['zip64 with an impossible count', { zip64: { count: 2n ** 62n } }, 'EOCD_INVALID'],
    ['zip64 with 2 ** 32 records too many', { zip64: { count: 2n ** 32n + 2n } }, 'EOCD_INVALID'],
    ['zip64 with a directory larger than the file', { zip64: { directorySize: 2n ** 40n } }, 'EOCD_INVALID'],
    ['zip64 with an offset above 2 ** 53', { zip64: { directoryOffset: 2n ** 60n } }, 'EOCD_INVALID'],
    ['a zip64 locator that leads nowhere', { zip64: { recordOffset: 2n ** 61n } }, 'EOCD_INVALID'],
    ['a zip64 end record that is none', { zip64: { recordSignature: 0 } }, 'EOCD_INVALID'],
    ['zip64 over several disks', { zip64: { disks: 2 } }, 'ARCHIVE_SPLIT'],
  ];
  for (const [what, fields, expected] of refused) {
    it(`refuses ${what}`, () => {
      assert.throws(() => find(buildZip(MEMBERS, fields)), code(`ERR_ZIPIMPORT_${expected}`));
    });
  }

  it('refuses what is no archive, however short', () => {
    for (const bytes of [Buffer.alloc(0), Buffer.from('PK'), Buffer.alloc(70_000), buildZip([]).subarray(0, 21)]) {
      assert.throws(() => find(bytes), code('ERR_ZIPIMPORT_EOCD_MISSING'));
    }
  });

  it('does not take a stored archive for the one that held it and was cut off', () => {
    const inner = buildZip(MEMBERS);
    const outer = buildZip([{ name: 'inner.zip', content: inner }]);
    const innerEnd = 30 + 9 + inner.length;
    for (let length = outer.length - 1; length >= 0; length--) {
      // Cut off exactly there it is an archive with bytes in front, as a shebang is.
      if (length !== innerEnd)
        assert.throws(() => find(outer.subarray(0, length)), { name: 'ZipImportError' }, `${length}`);
    }
  });

  it('reads the tail once and the directory not at all', () => {
    const source = bufferSource(buildZip(MEMBERS, { comment: Buffer.alloc(300) }));
    findEndRecord(source);
    assert.equal(source.reads.length, 1);
  });

  it('finds an archive that is behind 8 GiB', () => {
    const front = 8 * 1024 ** 3;
    const end = findEndRecord(bufferSource(buildZip(MEMBERS, { zip64: {} }), { front }));
    assert.deepEqual(end, { ...plain, directoryOffset: DIRECTORY_OFFSET + front, baseOffset: front });
  });
});
