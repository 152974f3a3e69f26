import assert from 'node:assert/strict';
import zlib from 'node:zlib';
import { decoderOf, describeUnsupported, isSizePossible } from '../../../lib/archive/methods.ts';

const CONTENT = Buffer.from('zipimport '.repeat(500));

describe('decoderOf', () => {
  it('gives stored data back as it is', () => {
    assert.deepEqual(decoderOf(0)!(CONTENT, CONTENT.length), { content: CONTENT, consumed: CONTENT.length });
  });

  it('inflates, and says what it consumed', () => {
    const data = zlib.deflateRawSync(CONTENT);
    const { content, consumed } = decoderOf(8)!(Buffer.concat([data, Buffer.from('rest')]), CONTENT.length);
    assert.deepEqual([content.equals(CONTENT), consumed], [true, data.length]);
  });

  it('inflates to nothing', () => {
    assert.equal(decoderOf(8)!(zlib.deflateRawSync(Buffer.alloc(0)), 0).content.length, 0);
  });

  it('stops a bomb at the announced size', () => {
    const data = zlib.deflateRawSync(Buffer.alloc(1_000_000));
    assert.throws(() => decoderOf(8)!(data, 1000), { code: 'ERR_BUFFER_TOO_LARGE' });
  });

  it('decodes zstd exactly where zlib does', () => {
    const decoder = decoderOf(93);
    assert.equal(decoder !== undefined, typeof zlib.zstdDecompressSync === 'function');
    if (decoder === undefined) return;
    const data = zlib.zstdCompressSync(CONTENT);
    assert.deepEqual(decoder(data, CONTENT.length), { content: CONTENT, consumed: data.length });
  });

  it('has none for other methods', () => {
    for (const method of [1, 6, 9, 12, 14, 95, 98, 99, 65535]) assert.equal(decoderOf(method), undefined);
  });
});

describe('isSizePossible', () => {
  it('knows that stored sizes are equal', () => {
    assert.deepEqual([isSizePossible(0, 5, 5), isSizePossible(0, 5, 6)], [true, false]);
  });

  it('knows how well deflate can do', () => {
    const data = zlib.deflateRawSync(Buffer.alloc(16_000_000), { level: 9 });
    assert.ok(isSizePossible(8, data.length, 16_000_000));
    assert.ok(!isSizePossible(8, 100, 0xffffffff));
  });
});

describe('describeUnsupported', () => {
  it('names the method and what is read', () => {
    assert.match(describeUnsupported(12), /bzip2 \(method 12\).*stored, deflate and zstd/);
    assert.match(describeUnsupported(4711), /unknown method \(method 4711\)/);
  });

  it('says which Node.js zstd needs', () =>
    assert.match(describeUnsupported(93), /zstd, which needs Node\.js >= 22\.15/));
});
