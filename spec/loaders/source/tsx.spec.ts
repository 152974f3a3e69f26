import assert from 'node:assert/strict';
import type { LoadRequest, LoadResult } from '../../../loaders/loader.ts';
import { type Transform, tsxLoader } from '../../../loaders/source/tsx.ts';
import { memoryFinder } from '../../support/memory-finder.ts';

const unknown = (path: string): Error => new Error(`unknown ${path}`);
type Options = Parameters<Transform>[1];

function load(
  name: string,
  tree: Record<string, string>,
  transform: Transform | null,
  request: Partial<LoadRequest> = {},
): LoadResult {
  const finder = memoryFinder('/a.zip', tree);
  const member = finder.lookup(name);
  assert.ok(member);
  const path = `/a.zip/${name}`;
  const loader = tsxLoader(() => transform, unknown);
  return loader.load({ path, url: `file://${path}`, finder, member, kind: 'import', ...request });
}

/** The options that the transform was called with. */
function optionsFor(name: string, tree: Record<string, string>, request: Partial<LoadRequest>): Options {
  const seen: Options[] = [];
  load(
    name,
    tree,
    (source, options) => {
      seen.push(options);
      return { code: source };
    },
    request,
  );
  const [options] = seen;
  assert.ok(options);
  return options;
}

describe('tsxLoader', () => {
  it('accepts TypeScript and JSX', () => {
    const { accepts } = tsxLoader(() => null, unknown);
    const accepted = ['a.ts', 'a.mts', 'a.cts', 'a.tsx', 'a.jsx', 'a.js', 'a.json'].filter((name) =>
      accepts({ name, kind: 'file', size: 0 }, { finder: memoryFinder('/m.zip', {}), kind: 'require' }),
    );
    assert.deepEqual(accepted, ['a.ts', 'a.mts', 'a.cts', 'a.tsx', 'a.jsx']);
  });

  it('hands the text to the transform and its result to Node', () => {
    const result = load('a.ts', { 'a.ts': 'x' }, (source) => ({ code: `${source}!` }), { format: 'module' });
    assert.deepEqual(result, { format: 'module', source: 'x!' });
  });

  it('makes CommonJS of CommonJS only', () => {
    assert.equal(optionsFor('a.cts', { 'a.cts': 'x' }, { format: 'commonjs' }).format, 'cjs');
    assert.equal(optionsFor('a.mts', { 'a.mts': 'x' }, { format: 'module' }).format, undefined);
  });

  it('names the syntax by the extension', () => {
    const loaders = ['a.ts', 'a.mts', 'a.tsx', 'a.jsx'].map(
      (name) => optionsFor(name, { [name]: 'x' }, { format: 'module' }).loader,
    );
    assert.deepEqual(loaders, ['ts', 'ts', 'tsx', 'jsx']);
  });

  it('reads the nearest tsconfig.json of the archive', () => {
    const tree = { 'p/q/a.ts': 'x', 'p/tsconfig.json': 'nearer', 'tsconfig.json': 'farther', 'b.ts': 'x' };
    assert.equal(optionsFor('p/q/a.ts', tree, { format: 'module' }).tsconfigRaw, 'nearer');
    assert.equal(optionsFor('b.ts', tree, { format: 'module' }).tsconfigRaw, 'farther');
    assert.equal(optionsFor('b.ts', { 'b.ts': 'x' }, { format: 'module' }).tsconfigRaw, undefined);
  });

  it('says what to install where there is no transform', () => {
    assert.throws(() => load('a.ts', { 'a.ts': 'x' }, null), {
      code: 'ERR_ZIPIMPORT_TYPESCRIPT_UNSUPPORTED',
      archive: '/a.zip',
      member: 'a.ts',
      message: /npm install tsx/,
    });
  });

  it('treats JSX without a transform as Node does', () => {
    assert.throws(() => load('a.jsx', { 'a.jsx': 'x' }, null), { message: 'unknown /a.zip/a.jsx' });
    assert.deepEqual(load('a.jsx', { 'a.jsx': 'x' }, null, { kind: 'require' }), { format: undefined, source: 'x' });
  });
});
