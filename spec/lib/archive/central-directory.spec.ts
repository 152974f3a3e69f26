import assert from 'node:assert/strict';
import {
  readCentralRecord,
  readLocalOffset,
  readMtimeMs,
  readPermissions,
  readSize,
} from '../../../lib/archive/central-directory.ts';
import { buildZip, extraBlock, type MemberFields, zip64Block } from '../../support/zip-builder.ts';

/** The central record of a single member. */
function record(fields: Partial<MemberFields>): Buffer {
  const bytes = buildZip([{ name: 'a.js', content: 'abc', ...fields }]);
  return bytes.subarray(bytes.readUInt32LE(bytes.length - 6));
}

describe('readCentralRecord', () => {
  it('reads every field', () => {
    const fields = { flags: 0x808, method: 8, crc: 0xfffffffe, compressedSize: 5, size: 9, disk: 2, localOffset: 77 };
    const expected = { ...fields, nameLength: 4, extraLength: 5 };
    assert.deepEqual(readCentralRecord(record({ ...fields, extra: extraBlock(9, Buffer.of(1)) }), 0), expected);
  });

  it('takes saturated values from the zip64 block', () => {
    const bytes = record({
      central: { size: 0xffffffff, localOffset: 0xffffffff, extra: zip64Block(2n ** 33n, 2n ** 34n) },
    });
    const { size, localOffset, compressedSize } = readCentralRecord(bytes, 0)!;
    assert.deepEqual([size, compressedSize, localOffset], [2 ** 33, 3, 2 ** 34]);
    assert.equal(readSize(bytes, 0), 2 ** 33);
  });

  it('is null without the zip64 block that it needs', () => {
    assert.equal(readCentralRecord(record({ central: { size: 0xffffffff } }), 0), null);
  });
});

describe('readSize', () => {
  it('is the size after inflating', () =>
    assert.equal(readSize(record({ method: 8, content: 'x'.repeat(99) }), 0), 99));
});

describe('readLocalOffset', () => {
  const zip64 = { central: { size: 0xffffffff, localOffset: 0xffffffff, extra: zip64Block(2n ** 33n, 2n ** 34n) } };
  const rows: readonly (readonly [string, Partial<MemberFields>, number | null])[] = [
    ['stands in the record', { localOffset: 77 }, 77],
    ['is taken from the zip64 block', zip64, 2 ** 34],
    ['is null where the record misses its zip64 block', { localOffset: 77, central: { size: 0xffffffff } }, null],
  ];
  for (const [what, fields, expected] of rows) {
    it(what, () => {
      const bytes = record(fields);
      assert.equal(readLocalOffset(bytes, 0), expected);
      assert.equal(readCentralRecord(bytes, 0)?.localOffset ?? null, expected);
    });
  }
});

describe('readPermissions', () => {
  it('are those of Unix and Darwin hosts', () => {
    assert.equal(readPermissions(record({ mode: 0o100755 }), 0), 0o755);
    assert.equal(readPermissions(record({ mode: 0o104711, madeBy: 0x1314 }), 0), 0o4711);
  });

  it('are not said by other hosts, nor by a mode of 0', () => {
    assert.equal(readPermissions(record({ mode: 0o100755, madeBy: 0x0014 }), 0), undefined);
    assert.equal(readPermissions(record({ mode: 0 }), 0), undefined);
  });
});

describe('readMtimeMs', () => {
  it('takes DOS times as local time', () => {
    const date = ((2021 - 1980) << 9) | (12 << 5) | 31;
    const time = (23 << 11) | (58 << 5) | 29;
    assert.equal(readMtimeMs(record({ date, time }), 0), new Date(2021, 11, 31, 23, 58, 58).getTime());
  });

  it('prefers the extended timestamp', () => {
    assert.equal(readMtimeMs(record({ extra: extraBlock(0x5455, Buffer.of(1, 10, 0, 0, 0)) }), 0), 10_000);
  });

  it('is 0 where nothing is said', () => assert.equal(readMtimeMs(record({ date: 0 }), 0), 0));
});
