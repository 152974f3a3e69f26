import assert from 'node:assert/strict';
import zlib from 'node:zlib';
import { crc32 } from '../../lib/crc32.ts';

describe('crc32', () => {
  it('is what node:zlib says, of any bytes, at once or in parts', () => {
    const bytes = Buffer.from('123456789');
    assert.equal(crc32(bytes), 0xcbf43926);
    assert.equal(crc32(bytes.subarray(4), crc32(bytes.subarray(0, 4))), 0xcbf43926);
    assert.equal(crc32(Buffer.alloc(0)), 0);
    const odd = Buffer.from(new SharedArrayBuffer(100_001)).fill('ü');
    assert.equal(crc32(odd.subarray(1)), zlib.crc32(odd.subarray(1)));
    assert.equal(crc32(odd, 0xffffffff), zlib.crc32(odd, 0xffffffff));
  });
});
