import assert from 'node:assert/strict';
import { findEndRecord } from '../../../lib/archive/end-record.ts';
import { assertDisjoint, extentLimit } from '../../../lib/archive/overlap.ts';
import { bufferSource } from '../../support/buffer-source.ts';
import { buildZip, type MemberFields } from '../../support/zip-builder.ts';

function parts(members: readonly MemberFields[]) {
  const source = bufferSource(buildZip(members, { prefix: Buffer.alloc(5) }));
  const end = findEndRecord(source);
  return { end, directory: source.read(end.directoryOffset, end.directorySize) };
}

// Each takes 31 bytes and its content.
const SWAPPED = [
  { name: 'a', content: 'aa', central: { localOffset: 32 }, local: { name: 'b' } },
  { name: 'b', content: 'b', central: { localOffset: 0 }, local: { name: 'a' } },
];

describe('assertDisjoint', () => {
  const check = (members: readonly MemberFields[]): Float64Array => {
    const { end, directory } = parts(members);
    return assertDisjoint('/memory.zip', directory, end);
  };

  it('accepts any order', () => {
    assert.deepEqual([...check([{ name: 'a', content: 'a' }, { name: 'b' }])], [0, 32]);
    assert.deepEqual(
      [
        ...check([
          { name: 'a', localOffset: 31 },
          { name: 'b', localOffset: 0 },
        ]),
      ],
      [0, 31],
    );
  });

  it('names the member that shares bytes', () => {
    const members = [{ name: 'a', content: 'aaa', compressedSize: 4 }, { name: 'b' }];
    assert.throws(() => check(members), { code: 'ERR_ZIPIMPORT_MEMBER_OVERLAP', member: 'a', offset: 5 });
  });

  it('sees two records with one local header', () => {
    assert.throws(() => check([{ name: 'a' }, { name: 'b', localOffset: 0 }]), {
      code: 'ERR_ZIPIMPORT_MEMBER_OVERLAP',
    });
  });

  it('sees a member inside another', () => {
    const big = { name: 'a', content: 'x'.repeat(100) };
    assert.throws(() => check([big, { name: 'b', localOffset: 50 }]), { code: 'ERR_ZIPIMPORT_MEMBER_OVERLAP' });
  });

  it('sees data that reaches into the central directory', () => {
    assert.throws(() => check([{ name: 'a', localOffset: 9 }]), { message: /central directory/ });
  });

  it('takes no room for a record that lacks its zip64 values', () => {
    assert.deepEqual([...check([{ name: 'a' }, { name: 'b', central: { size: 0xffffffff } }])], [0, 0]);
  });
});

describe('extentLimit', () => {
  it('is the next local header, or the directory', () => {
    const { end, directory } = parts([
      { name: 'a', content: 'aa' },
      { name: 'b', content: 'b' },
    ]);
    assert.equal(extentLimit(directory, end, null, 0, 0), 33);
    assert.equal(extentLimit(directory, end, null, 47, 33), 65);
  });

  it('follows the order of the data where records are in another', () => {
    const { end, directory } = parts(SWAPPED);
    const starts = Float64Array.of(0, 32);
    assert.equal(extentLimit(directory, end, starts, 0, 32), 65);
    assert.equal(extentLimit(directory, end, starts, 47, 0), 32);
  });
});
