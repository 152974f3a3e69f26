import assert from 'node:assert/strict';
import { readCentralRecord } from '../../../lib/archive/central-directory.ts';
import { dataStart, findMismatch, type Mismatch } from '../../../lib/archive/local-header.ts';
import { buildZip, type MemberFields, zip64Block } from '../../support/zip-builder.ts';

function compare(local: Partial<MemberFields>, both: Partial<MemberFields> = {}): Mismatch | null {
  const bytes = buildZip([{ name: 'a.js', content: 'abc', ...both, local }]);
  const directory = bytes.subarray(bytes.readUInt32LE(bytes.length - 6));
  return findMismatch(bytes, directory, 0, readCentralRecord(directory, 0)!);
}

describe('findMismatch', () => {
  const same: readonly (readonly [string, Partial<MemberFields>, Partial<MemberFields>])[] = [
    ['an equal header', {}, {}],
    ['another time, which says nothing about content', { time: 5, date: 99 }, {}],
    ['another extra field', { extra: Buffer.from('0100000000', 'hex') }, {}],
    ['zero sizes and CRC with a data descriptor', { crc: 0, size: 0, compressedSize: 0 }, { flags: 8 }],
    ['filled-in sizes with a data descriptor', {}, { flags: 8 }],
    ['the UTF-8 flag in one header only', { flags: 0 }, { flags: 0x800 }],
    ['sizes in a zip64 block', { size: 0xffffffff, compressedSize: 0xffffffff, extra: zip64Block(3n, 3n) }, {}],
  ];
  for (const [what, local, both] of same) it(`accepts ${what}`, () => assert.equal(compare(local, both), null));

  const different: readonly (readonly [string, Partial<MemberFields>, Partial<MemberFields>])[] = [
    ['signature', { signature: 7 }, {}],
    ['flags', { flags: 0x801 }, {}],
    ['method', { method: 8 }, {}],
    ['name', { name: 'b.js' }, {}],
    ['name', { name: 'a.jsx' }, {}],
    ['CRC-32', { crc: 1 }, {}],
    ['CRC-32', { crc: 0 }, {}],
    ['CRC-32', { crc: 1 }, { flags: 8 }],
    ['compressed size', { compressedSize: 4 }, {}],
    ['compressed size', { compressedSize: 0, size: 0 }, {}],
    ['compressed size', { compressedSize: 4 }, { flags: 8 }],
    ['size', { size: 4 }, {}],
    ['size', { size: 4 }, { flags: 8 }],
    ['compressed size', { size: 0xffffffff, compressedSize: 0xffffffff, extra: zip64Block(3n, 4n) }, {}],
    ['compressed size', { size: 0xffffffff, compressedSize: 0xffffffff }, {}],
  ];
  for (const [field, local, both] of different) {
    it(`finds the ${field} of ${JSON.stringify({ ...local, extra: undefined, ...both })}`, () => {
      assert.equal(compare(local, both)?.field, field);
    });
  }

  it('says what it expected and what it got', () => {
    assert.deepEqual(compare({ name: 'b.js' }), { field: 'name', expected: 'a.js', actual: 'b.js' });
  });
});

describe('dataStart', () => {
  it('is behind name and extra field', () => {
    assert.equal(dataStart(buildZip([{ name: 'ab', local: { extra: Buffer.alloc(7) } }])), 30 + 2 + 7);
  });
});
