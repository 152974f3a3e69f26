import assert from 'node:assert/strict';
import { deflateRawSync } from 'node:zlib';
import { inflateExactly } from '../../../lib/archive/inflater.ts';

const CONTENTS: readonly Buffer[] = [
  Buffer.alloc(0),
  Buffer.from('a'),
  Buffer.from('ab'.repeat(5000)),
  Buffer.from(Array.from({ length: 100_000 }, (_, i) => (i * 7919) % 251)),
];

for (const isLent of [false, true]) {
  describe(`inflateExactly, ${isLent ? 'lending' : 'giving'} its memory`, () => {
    for (const content of CONTENTS) {
      it(`inflates ${content.length} bytes, again and again`, () => {
        const data = deflateRawSync(content);
        for (let i = 0; i < 3; i++) {
          assert.deepEqual(inflateExactly(data, content.length, isLent), { content, consumed: data.length });
        }
      });
    }

    it('says how much it took when bytes follow', () => {
      const data = deflateRawSync('hello');
      assert.equal(inflateExactly(Buffer.concat([data, Buffer.from('rest')]), 5, isLent)?.consumed, data.length);
    });

    it('is null for another size, for what is cut off and for what is no deflate, and works afterwards', () => {
      const data = deflateRawSync('hello, hello, hello');
      const wrong: readonly (readonly [Buffer, number])[] = [
        [data, 18],
        [data, 20],
        [data, 0],
        [data.subarray(0, 5), 19],
        [Buffer.from('no deflate at all'), 19],
        [Buffer.alloc(0), 0],
      ];
      for (const [bytes, size] of wrong) assert.equal(inflateExactly(bytes, size, isLent), null);
      assert.equal(inflateExactly(data, 19, isLent)?.content.toString(), 'hello, hello, hello');
    });
  });
}

describe('inflateExactly', () => {
  it('gives memory that a later call leaves alone', () => {
    const first = inflateExactly(deflateRawSync('first'), 5, false);
    inflateExactly(deflateRawSync('other'), 5, false);
    inflateExactly(deflateRawSync('third'), 5, true);
    assert.equal(first?.content.toString(), 'first');
  });
});
