import assert from 'node:assert/strict';
import zlib from 'node:zlib';
import sinon from 'sinon';
import { compressionOf, parseRules } from '../../../cli/pack/methods.ts';

const INVALID = { code: 'ERR_ZIPIMPORT_PACK_OPTION_INVALID' };

describe('compressionOf', () => {
  it('stores what is compressed already and deflates everything else', () => {
    const of = compressionOf([]);
    assert.deepEqual(of('a/logo.PNG'), { method: 'store', level: 0 });
    assert.deepEqual(of('a/index.js'), { method: 'deflate', level: 6 });
    assert.deepEqual(of('png'), { method: 'deflate', level: 6 });
  });

  it('takes the first rule that matches: extensions, globs, everything', () => {
    const of = compressionOf([
      { match: '.d.ts', method: 'deflate', level: 1 },
      { match: 'assets/**', method: 'store' },
      { match: '*', method: 'deflate', level: 9 },
    ]);
    assert.equal(of('x/y.d.ts').level, 1);
    assert.equal(of('assets/deep/.hidden').method, 'store');
    assert.equal(of('deep/er/index.js').level, 9);
  });

  it('refuses levels and methods that there are not', () => {
    for (const rule of [
      { match: '*', method: 'deflate', level: 10 },
      { match: '*', method: 'deflate', level: 0 },
      { match: '*', method: 'deflate', level: 1.5 },
      { match: '*', method: 'store', level: 1 },
      { match: '*', method: 'bzip2' },
    ] as never[]) {
      assert.throws(() => compressionOf([rule]), INVALID);
    }
  });

  it('refuses zstd where Node.js has none', () => {
    if ('zstdCompress' in zlib) sinon.stub(zlib, 'zstdCompress').value(undefined);
    assert.throws(() => compressionOf([{ match: '.js', method: 'zstd' }]), INVALID);
  });
});

describe('parseRules', () => {
  it('reads patterns and a level', () => {
    assert.deepEqual(parseRules('zstd', '.js,lib/**:19'), [
      { match: '.js', method: 'zstd', level: 19 },
      { match: 'lib/**', method: 'zstd', level: 19 },
    ]);
    assert.deepEqual(parseRules('store', '.node'), [{ match: '.node', method: 'store' }]);
  });

  it('refuses an empty list', () => {
    for (const text of ['', ',', ':3']) assert.throws(() => parseRules('deflate', text), INVALID);
  });
});
