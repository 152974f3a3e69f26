import assert from 'node:assert/strict';
import { javascriptLoader } from '../../../loaders/source/javascript.ts';
import { itKeepsTheLoaderContract, requestFor } from '../../support/loader-contract.ts';

describe('javascriptLoader', () => {
  itKeepsTheLoaderContract(
    javascriptLoader,
    ['a.js', 'a.mjs', 'a.cjs', 'bin/tool', 'dir.x/tool', '.hidden', 'a/.hidden'],
    ['a.json', 'a.node', 'a.wasm', 'a.txt', 'a.js.map'],
  );

  it('keeps the format that resolution found', () => {
    for (const format of ['commonjs', 'module'] as const) {
      assert.deepEqual(javascriptLoader.load(requestFor('a.js', 'x', { format })), { format, source: 'x' });
    }
  });

  it('looks at the source of an ambiguous file that is imported, and leaves a required one to Node', () => {
    assert.equal(javascriptLoader.load(requestFor('a.js', 'export {};')).format, 'module');
    assert.equal(javascriptLoader.load(requestFor('a.js', 'await 1;')).format, 'module');
    assert.equal(javascriptLoader.load(requestFor('a.js', 'exports.a = 1;')).format, 'commonjs');
    assert.equal(javascriptLoader.load(requestFor('a.js', 'export {};', { kind: 'require' })).format, undefined);
  });

  it('decodes UTF-8', () => {
    assert.equal(javascriptLoader.load(requestFor('a.cjs', 'é😀', { format: 'commonjs' })).source, 'é😀');
  });

  it('hands WebAssembly without extension on as bytes', () => {
    const bytes = Buffer.from([0, 97, 115, 109, 255]);
    assert.deepEqual(javascriptLoader.load(requestFor('tool', bytes, { format: 'wasm' })), {
      format: 'wasm',
      source: bytes,
    });
  });
});
