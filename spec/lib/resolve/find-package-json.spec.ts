// Against module.findPackageJSON of the Nodes that have it, and in archives.
import assert from 'node:assert/strict';
import { posix, win32 } from 'node:path';
import { findPackageJson } from '../../../lib/resolve/find-package-json.ts';
import { createState } from '../../../lib/resolve/resolver-state.ts';
import { memoryView } from '../../support/memory-view.ts';

describe('findPackageJson', () => {
  const files = {
    '/a/package.json': '{"name":"self","exports":"./x.js"}',
    '/a/node_modules/p/package.json': '{}',
    '/a/node_modules/@s/p/index.js': '',
    '/a/node_modules.zip/z/package.json': '{}',
    '/e.zip/package.json': '{"name":"e"}',
  };
  const state = createState({
    view: memoryView(files),
    flavour: posix,
    hasArchive: (path) => path === '/a/node_modules.zip',
    pathEntries: () => ['/e.zip'],
  });
  const rows = [
    ['p', '/a/node_modules/p/package.json'],
    ['p/sub/path.js', '/a/node_modules/p/package.json'],
    ['@s/p', '/a/node_modules/@s/p/package.json'],
    ['self', '/a/package.json'],
    ['z', '/a/node_modules.zip/z/package.json'],
    ['e', '/e.zip/package.json'],
  ] as const;
  for (const [specifier, expected] of rows) {
    it(`finds that of ${specifier}`, () => assert.equal(findPackageJson(state, specifier, '/a/b/m.js'), expected));
  }

  it('throws what Node throws', () => {
    assert.throws(() => findPackageJson(state, 'gone', '/a/m.js'), {
      code: 'ERR_MODULE_NOT_FOUND',
      message: "Cannot find package 'gone' imported from /a/m.js",
    });
    assert.throws(() => findPackageJson(state, 'a%b', '/a/m.js'), { code: 'ERR_INVALID_MODULE_SPECIFIER' });
  });

  it('spells Windows paths', () => {
    const windows = createState({ view: memoryView({ 'C:\\node_modules\\@s\\p\\i.js': '' }), flavour: win32 });
    assert.equal(findPackageJson(windows, '@s/p', 'C:\\a\\m.js'), 'C:\\node_modules\\@s\\p\\package.json');
  });
});
