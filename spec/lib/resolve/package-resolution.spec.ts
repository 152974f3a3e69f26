// Where packages are found: the walk, archives beside directories, path entries, and that it is remembered.
import assert from 'node:assert/strict';
import { posix, win32 } from 'node:path';
import { findPackage, isPackageItself, resolvePackage } from '../../../lib/resolve/package-resolution.ts';
import { createState, type ResolverOptions, type ResolverState } from '../../../lib/resolve/resolver-state.ts';
import { memoryView } from '../../support/memory-view.ts';

const IMPORT = new Set(['node', 'import']);

function stateOf(
  files: readonly string[] | Record<string, string>,
  options: Partial<ResolverOptions> & { archives?: readonly string[] } = {},
): ResolverState {
  const { archives = [], ...rest } = options;
  const contents = Array.isArray(files)
    ? Object.fromEntries(files.map((file) => [file, '']))
    : (files as Record<string, string>);
  return createState({
    view: memoryView(contents),
    flavour: posix,
    hasArchive: (path) => archives.includes(path),
    ...rest,
  });
}

describe('findPackage', () => {
  it('takes the nearest node_modules', () => {
    const state = stateOf(['/a/b/node_modules/x/i.js', '/a/node_modules/x/i.js', '/node_modules/y/i.js']);
    assert.equal(findPackage(state, 'x', '/a/b/c'), '/a/b/node_modules/x');
    assert.equal(findPackage(state, 'x', '/a'), '/a/node_modules/x');
    assert.equal(findPackage(state, 'y', '/a/b'), '/node_modules/y');
    assert.equal(findPackage(state, 'z', '/a/b'), null);
    assert.equal(findPackage(state, 'y', '/'), '/node_modules/y');
  });

  it('takes no file for a package', () => {
    assert.equal(findPackage(stateOf(['/node_modules/x']), 'x', '/a'), null);
  });

  it('takes the directory before the archive beside it, node_modules in the archive before its root', () => {
    const all = [
      '/a/node_modules/x/i.js',
      '/a/node_modules.zip/node_modules/x/i.js',
      '/a/node_modules.zip/x/i.js',
      '/node_modules/x/i.js',
    ];
    const archives = ['/a/node_modules.zip'];
    const expected = [
      '/a/node_modules/x',
      '/a/node_modules.zip/node_modules/x',
      '/a/node_modules.zip/x',
      '/node_modules/x',
    ];
    for (const [at, found] of expected.entries()) {
      assert.equal(findPackage(stateOf(all.slice(at), { archives }), 'x', '/a/b'), found);
    }
  });

  it('leaves a directory named node_modules.zip alone', () => {
    assert.equal(findPackage(stateOf(['/a/node_modules.zip/x/i.js']), 'x', '/a'), null);
  });

  it('goes on to the path entries in order, after the walk', () => {
    const pathEntries = (): string[] => ['/e1.zip', '/e2'];
    const files: Record<string, string> = {
      '/node_modules/w/i.js': '',
      '/e1.zip/w/i.js': '',
      '/e2/node_modules/x/i.js': '',
      '/e1.zip/x/i.js': '',
      '/e2/y/i.js': '',
      '/e1.zip/package.json': '{"name":"self"}',
    };
    const state = stateOf(files, { pathEntries });
    assert.equal(findPackage(state, 'w', '/a'), '/node_modules/w');
    assert.equal(findPackage(state, 'x', '/a'), '/e1.zip/x');
    assert.equal(findPackage(state, 'y', '/a'), '/e2/y');
    assert.equal(findPackage(state, 'self', '/a'), '/e1.zip');
    assert.equal(findPackage(state, 'z', '/a'), null);
  });

  it('remembers what it found, not what it did not', () => {
    const entries: string[] = [];
    const state = stateOf(['/node_modules/x/i.js', '/e/y/i.js'], { pathEntries: () => entries });
    assert.equal(findPackage(state, 'y', '/a'), null);
    entries.push('/e');
    assert.equal(findPackage(state, 'y', '/a'), '/e/y');
    entries.pop();
    assert.equal(findPackage(state, 'y', '/a'), '/e/y');
  });

  it('spells Windows paths, scoped names too', () => {
    const archives = ['C:\\node_modules.zip'];
    const state = stateOf(['C:\\a\\node_modules\\@s\\x\\i.js', 'C:\\node_modules.zip\\@s\\y\\i.js'], {
      flavour: win32,
      archives,
    });
    assert.equal(findPackage(state, '@s/x', 'C:\\a\\b'), 'C:\\a\\node_modules\\@s\\x');
    assert.equal(findPackage(state, '@s/y', 'C:\\a\\b'), 'C:\\node_modules.zip\\@s\\y');
    assert.equal(findPackage(state, '@s/z', 'C:\\'), null);
  });
});

describe('isPackageItself', () => {
  it('asks the package.json of the entry for its name', () => {
    const state = stateOf({ '/e/package.json': '{"name":"x"}' });
    assert.equal(isPackageItself(state, '/e', 'x'), true);
    assert.equal(isPackageItself(state, '/e', 'y'), false);
    assert.equal(isPackageItself(state, '/none', 'x'), false);
  });
});

describe('resolvePackage', () => {
  const importer = { path: '/a/m.mjs', url: null };

  it('knows builtins first', () => {
    const state = stateOf(['/node_modules/fs/index.js'], { isBuiltin: (name) => name === 'fs' });
    assert.equal(String(resolvePackage(state, 'fs', importer, IMPORT)), 'node:fs');
  });

  it('takes the main of a package in an archive', () => {
    const archives = ['/node_modules.zip'];
    const state = stateOf(
      { '/node_modules.zip/x/package.json': '{"main":"lib"}', '/node_modules.zip/x/lib/index.js': '' },
      { archives },
    );
    assert.equal(resolvePackage(state, 'x', importer, IMPORT), '/node_modules.zip/x/lib/index.js');
  });

  it('takes "exports" of a path entry that is the package', () => {
    const files = { '/x-1.0.zip/package.json': '{"name":"x","exports":{".":"./i.js","./s":"./s.js"}}' };
    const state = stateOf(files, { pathEntries: () => ['/x-1.0.zip'] });
    assert.equal(resolvePackage(state, 'x', importer, IMPORT), '/x-1.0.zip/i.js');
    assert.equal(resolvePackage(state, 'x/s', importer, IMPORT), '/x-1.0.zip/s.js');
  });

  it('names the path through the archive when the main is missing', () => {
    const state = stateOf(
      { '/node_modules.zip/x/package.json': '{"main":"gone.js"}' },
      { archives: ['/node_modules.zip'] },
    );
    assert.throws(() => resolvePackage(state, 'x', importer, IMPORT), {
      code: 'ERR_MODULE_NOT_FOUND',
      message: "Cannot find package '/node_modules.zip/x/gone.js' imported from /a/m.mjs",
    });
  });

  it('resolves subpaths and mains on Windows', () => {
    const files = { 'C:\\node_modules\\x\\package.json': '{"main":"./lib/m"}', 'C:\\node_modules\\x\\lib\\m.js': '' };
    const state = stateOf(files, { flavour: win32 });
    const from = { path: 'C:\\a\\m.mjs', url: null };
    assert.equal(resolvePackage(state, 'x', from, IMPORT), 'C:\\node_modules\\x\\lib\\m.js');
    assert.equal(String(resolvePackage(state, 'x/lib/n.js', from, IMPORT)), 'file:///C:/node_modules/x/lib/n.js');
  });
});
