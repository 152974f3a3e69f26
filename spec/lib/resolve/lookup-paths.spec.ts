// Lookup directories: as Node's own without archives, and where archives and path entries come in.
import assert from 'node:assert/strict';
import Module from 'node:module';
import { posix, win32 } from 'node:path';
import { entryLookupPaths, lookupPaths } from '../../../lib/resolve/lookup-paths.ts';

const none = (): boolean => false;
const nodeModulePaths = (Module as unknown as { _nodeModulePaths(from: string): string[] })._nodeModulePaths;

describe('lookupPaths', () => {
  const directories = [
    '/',
    '/a',
    '/a/b',
    '/a/node_modules',
    '/a/node_modules/b/lib',
    '/a/node_modules/node_modules/b',
    '/my_node_modules/x',
  ];
  for (const directory of directories) {
    it(`is what Node has for ${directory}, without archives`, () => {
      if (process.platform === 'win32') return assert.ok(lookupPaths(directory, posix, none).length > 0);
      return assert.deepEqual(lookupPaths(directory, posix, none), nodeModulePaths(directory));
    });
  }

  it('puts an archive after the directory it stands in for', () => {
    const archives = new Set(['/a/node_modules.zip', '/node_modules.zip']);
    assert.deepEqual(
      lookupPaths('/a/b', posix, (path) => archives.has(path)),
      [
        '/a/b/node_modules',
        '/a/node_modules',
        '/a/node_modules.zip/node_modules',
        '/a/node_modules.zip',
        '/node_modules',
        '/node_modules.zip/node_modules',
        '/node_modules.zip',
      ],
    );
  });

  it('goes up through an archive as through a directory', () => {
    assert.deepEqual(lookupPaths('/a/app.zip/lib', posix, none), [
      '/a/app.zip/lib/node_modules',
      '/a/app.zip/node_modules',
      '/a/node_modules',
      '/node_modules',
    ]);
  });

  it('spells Windows paths', () => {
    assert.deepEqual(
      lookupPaths('C:\\a\\node_modules\\b', win32, (path) => path === 'C:\\a\\node_modules.zip'),
      [
        'C:\\a\\node_modules\\b\\node_modules',
        'C:\\a\\node_modules',
        'C:\\a\\node_modules.zip\\node_modules',
        'C:\\a\\node_modules.zip',
        'C:\\node_modules',
      ],
    );
    assert.deepEqual(lookupPaths('C:\\', win32, none), ['C:\\node_modules']);
    assert.deepEqual(lookupPaths('\\\\host\\share\\a', win32, none), [
      '\\\\host\\share\\a\\node_modules',
      '\\\\host\\share\\node_modules',
    ]);
  });
});

describe('entryLookupPaths', () => {
  it('looks into node_modules of each entry first', () => {
    assert.deepEqual(entryLookupPaths(['/x.zip', '/y'], posix), [
      '/x.zip/node_modules',
      '/x.zip',
      '/y/node_modules',
      '/y',
    ]);
    assert.deepEqual(entryLookupPaths([], posix), []);
  });
});
