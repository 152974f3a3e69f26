import assert from 'node:assert/strict';
import type { LoadRequest, LoadResult } from '../../../loaders/loader.ts';
import { isTypeScript, typescriptLoader } from '../../../loaders/source/typescript.ts';
import { memoryFinder } from '../../support/memory-finder.ts';

/** Upper case stands for stripped. */
const strip = (source: string, url: string): string => `${source.toUpperCase()} FROM ${url}`;

function load(name: string, source: string, request: Partial<LoadRequest>): LoadResult {
  const finder = memoryFinder('/a.zip', { [name]: source });
  const member = finder.lookup(name);
  assert.ok(member);
  const path = `/a.zip/${name}`;
  return typescriptLoader(strip).load({ path, url: `file://${path}`, finder, member, kind: 'import', ...request });
}

describe('isTypeScript', () => {
  it('knows the extensions that Node strips', () => {
    assert.deepEqual(
      ['a.ts', 'a.mts', 'a.cts', 'a.d.ts', 'a.tsx', 'a.js', 'ts', 'a.ts.js', ''].map((name) => isTypeScript(name)),
      [true, true, true, true, false, false, false, false, false],
    );
  });
});

describe('typescriptLoader', () => {
  it('is not available without type stripping, and says why', () => {
    assert.equal(typescriptLoader(strip).available?.(), true);
    assert.match(String(typescriptLoader(null).available?.()), /type stripping/);
  });

  it('leaves ES modules and what is required to Node, types and all', () => {
    assert.deepEqual(load('a.mts', 'x', { format: 'module' }), { format: 'module-typescript', source: 'x' });
    assert.deepEqual(load('a.mts', 'x', { format: 'module', kind: 'require' }), {
      format: 'module-typescript',
      source: 'x',
    });
    assert.deepEqual(load('a.cts', 'x', { format: 'commonjs', kind: 'require' }), {
      format: 'commonjs-typescript',
      source: 'x',
    });
    assert.deepEqual(load('a.ts', 'x', { kind: 'require' }), { format: 'typescript', source: 'x' });
  });

  it('strips imported CommonJS, whose names Node looks for in the text', () => {
    assert.deepEqual(load('a.cts', 'x', { format: 'commonjs' }), {
      format: 'commonjs',
      source: 'X FROM file:///a.zip/a.cts',
    });
  });

  it('strips below node_modules, where Node refuses to', () => {
    const name = 'node_modules/p/a.ts';
    assert.deepEqual(load(name, 'x', { format: 'module' }), {
      format: 'module',
      source: `X FROM file:///a.zip/${name}`,
    });
    assert.deepEqual(load(name, 'x', { format: 'commonjs', kind: 'require' }), {
      format: 'commonjs',
      source: `X FROM /a.zip/${name}`,
    });
    assert.deepEqual(load(name, 'x', { kind: 'require' }), { format: undefined, source: `X FROM /a.zip/${name}` });
  });

  it('knows node_modules in Windows paths', () => {
    const path = 'C:\\a.zip\\node_modules\\p\\a.mts';
    assert.equal(load('a.mts', 'x', { format: 'module', path }).format, 'module');
  });
});
