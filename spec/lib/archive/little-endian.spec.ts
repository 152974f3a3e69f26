import assert from 'node:assert/strict';
import { i32, u16, u32, u64 } from '../../../lib/archive/little-endian.ts';

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
});
