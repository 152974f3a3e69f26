import assert from 'node:assert/strict';
import { bytesOf, i32, u16, u32, u64, words } from '../../../lib/archive/little-endian.ts';

const BYTES = Buffer.from('00ffeeddccbbaa99887766', 'hex');

describe('little-endian', () => {
  it('agrees with Buffer at every offset', () => {
    for (let at = 0; at <= 3; at++) {
      assert.equal(u16(BYTES, at), BYTES.readUInt16LE(at));
      assert.equal(u32(BYTES, at), BYTES.readUInt32LE(at));
      assert.equal(i32(BYTES, at), BYTES.readInt32LE(at));
      assert.equal(u64(BYTES, at), Number(BYTES.readBigUInt64LE(at)));
    }
  });

  it('keeps 32-bit values unsigned', () => {
    assert.equal(u32(Buffer.of(255, 255, 255, 255), 0), 0xffffffff);
    assert.equal(i32(Buffer.of(255, 255, 255, 255), 0), -1);
  });

  it('is exact up to 2 ** 53 - 1 and stays above it beyond', () => {
    const bytes = Buffer.alloc(8);
    bytes.writeBigUInt64LE(2n ** 53n - 1n);
    assert.equal(u64(bytes, 0), Number.MAX_SAFE_INTEGER);
    bytes.fill(255);
    assert.ok(u64(bytes, 0) > Number.MAX_SAFE_INTEGER);
  });

  it('takes all numbers at once, from any offset, and gives them back', () => {
    for (let at = 0; at <= 3; at++) {
      const bytes = BYTES.subarray(at);
      const numbers = words(bytes);
      assert.deepEqual([...numbers], [bytes.readUInt32LE(0), bytes.readUInt32LE(4)]);
      assert.ok(bytesOf(numbers).equals(bytes.subarray(0, 8)));
      assert.ok(bytesOf(numbers.subarray(1)).equals(bytes.subarray(4, 8)));
    }
    assert.equal(words(Buffer.alloc(3)).length, 0);
  });
});
