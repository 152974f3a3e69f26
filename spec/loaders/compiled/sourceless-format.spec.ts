import assert from 'node:assert/strict';
import { decodeCode, encodeCode, sourcelessName, stubText } from '../../../loaders/compiled/sourceless-format.ts';

describe('encodeCode', () => {
  const data = Buffer.from('V8 code');
  const blank = (text: string): string => decodeCode(encodeCode(text, data)).text;

  it('keeps the code, behind a multiple of 8 bytes', () => {
    for (const text of ['', 'a', 'ab\ncd', 'x\n'.repeat(1000)]) {
      const encoded = encodeCode(text, data);
      assert.equal((encoded.length - data.length) % 8, 0);
      assert.deepEqual(decodeCode(encoded).data, data);
    }
  });

  it('gives a text in which every line ends where it did, and nothing else', () => {
    assert.equal(blank(''), '');
    assert.equal(blank('abc'), '   ');
    assert.equal(blank('a\nbc\n\nd'), ' \n  \n\n ');
    assert.equal(blank('\n'), '\n');
    // UTF-16 code units, as V8 counts.
    assert.equal(blank('é😀\n日本'), '   \n  ');
    assert.equal(blank('a\r\nb\rc\u2028d\u2029e'), '  \n \n \n \n ');
    const long = `${'x'.repeat(127)}\n${'y'.repeat(128)}\n${'z'.repeat(70_000)}\n`;
    assert.equal(blank(long), long.replaceAll(/[xyz]/g, ' '));
  });

  it('gives a copy that may be changed', () => {
    const encoded = encodeCode('a', data);
    decodeCode(encoded).data.fill(0);
    assert.deepEqual(decodeCode(encoded).data, data);
  });
});

describe('sourcelessName', () => {
  it('names version and processor', () => {
    assert.equal(sourcelessName('1.2.3-node.4', 'arm64'), '.zipimport/compiled/1.2.3-node.4-arm64.jsc');
  });
});

describe('stubText', () => {
  it('keeps the first line of a program, exports and the source map', () => {
    const text = stubText({ hashbang: '#!/bin/x', exports: ['a', 'b "c'], reexports: ['./d'], sourceMap: 'a.js.map' });
    assert.match(text, /^#!\/bin\/x\n/);
    assert.match(text, /exports\["b \\"c"\] = 0;/);
    assert.match(text, /\.\.\.require\("\.\/d"\)/);
    assert.match(text, /\n\/\/# sourceMappingURL=a\.js\.map\n$/);
  });

  it('is a CommonJS module that fails with a code where there is no zipimport', () => {
    const run = new Function('exports', 'require', 'module', '__filename', '__dirname', stubText());
    assert.throws(() => run({}, null, {}, '/a/x.js', '/a'), { code: 'ERR_ZIPIMPORT_SOURCELESS_UNLOADABLE' });
  });
});
