// The fast path of `import` says exactly what URLs say; archives, path entries and Windows: see resolver.spec.ts for Node's answers.
import assert from 'node:assert/strict';
import { posix, win32 } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import type { FileView } from '../../../lib/resolve/file-view.ts';
import {
  type ImportOptions,
  type ImportResolution,
  resolveImport,
  urlOfPath,
} from '../../../lib/resolve/import-resolution.ts';
import { createState, type ResolverOptions } from '../../../lib/resolve/resolver-state.ts';
import { memoryView } from '../../support/memory-view.ts';

const everythingIsAFile: FileView = { kind: () => 'file', readText: () => null, realpath: posix.normalize };
const CONDITIONS = new Set(['node', 'import']);

type Options = Partial<ResolverOptions> & Partial<ImportOptions>;

function ask(specifier: string, view: FileView, options: Options = {}): ImportResolution | null {
  const { parentURL = 'file:///app/app.zip/main.mjs', preserveSymlinks = false, ...rest } = options;
  const state = createState({ view, flavour: posix, nodeVersion: '24.14.0', ...rest });
  return resolveImport(state, specifier, { parentURL, preserveSymlinks, conditions: CONDITIONS });
}

describe('urlOfPath', () => {
  it('is pathToFileURL for every character there is below 256, and some above', () => {
    for (let code = 1; code < 256; code++) {
      const path = `/a${String.fromCharCode(code)}b/c`;
      assert.equal(urlOfPath(path, false), pathToFileURL(path, { windows: false }).href, `code ${code}`);
    }
    for (const path of ['/', '/a/', '/ä/日本/😀', '/.a/..b']) {
      assert.equal(urlOfPath(path, false), pathToFileURL(path, { windows: false }).href);
    }
  });
  it('knows Windows paths', () => {
    assert.equal(urlOfPath('C:\\a b\\c.mjs', true), 'file:///C:/a%20b/c.mjs');
    assert.equal(urlOfPath('\\\\host\\share\\c.mjs', true), 'file://host/share/c.mjs');
  });
});

describe('resolveImport', () => {
  const parents = [
    '/m.mjs',
    '/a/m.mjs',
    '/a/.pnpm/b@1.0.0/m.mjs',
    '/a b/m.mjs',
    '/a/b.zip/c/m.mjs',
    '/a~b/m.mjs',
    '/ä/m.mjs',
    '/a//b/m.mjs',
  ];
  const tails = ['', '?q', '#h'];
  const specifiers = [
    ...[
      './x.mjs',
      '../x.mjs',
      '../../x.mjs',
      '../../../../../x.mjs',
      './x/y/z.mjs',
      './x',
      './x.',
      './..x',
      './.x',
      './...',
      '/x.mjs',
    ],
    ...[
      './x/../y.mjs',
      './x/./y.mjs',
      './/x.mjs',
      './x//y.mjs',
      './x y.mjs',
      './x%20y.mjs',
      './x?q',
      './x#h',
      './x?q#h',
      './ä.mjs',
    ],
    ...[
      './x\\y.mjs',
      './a@1.0/b+c-d_e.mjs',
      './x~y.mjs',
      './%2e%2e/x.mjs',
      './x\t.mjs',
      './x|y',
      './x:y',
      './%41.mjs',
      '../a/../b.mjs',
    ],
  ];
  it(`joins as URLs do, ${parents.length * tails.length * specifiers.length} pairs`, () => {
    for (const parent of parents) {
      for (const tail of tails) {
        const parentURL = pathToFileURL(parent, { windows: false }).href.replace('/a/b/m', '/a//b/m') + tail;
        for (const specifier of specifiers) {
          const expected = new URL(specifier, parentURL);
          const path = fileURLToPath(expected, { windows: false });
          const real = posix.normalize(path);
          const url = pathToFileURL(real, { windows: false });
          url.search = expected.search;
          url.hash = expected.hash;
          assert.deepEqual(
            ask(specifier, everythingIsAFile, { parentURL }),
            { url: url.href, path: real },
            `${specifier} from ${parentURL}`,
          );
          const kept = ask(specifier, everythingIsAFile, { parentURL, preserveSymlinks: true });
          assert.deepEqual(kept, { url: expected.href, path });
        }
      }
    }
  });

  it('does not take parents that are not normalised for such', () => {
    const found = ask('./x.mjs', everythingIsAFile, { parentURL: 'file:///a/../b/./m.mjs' });
    assert.deepEqual(found, { url: 'file:///b/x.mjs', path: '/b/x.mjs' });
  });

  const files = {
    '/app/app.zip/main.mjs': '',
    '/app/app.zip/lib/index.js': '',
    '/app/app.zip/package.json':
      '{"name":"app","exports":{"./s":"./lib/index.js"},"imports":{"#fs":"fs","#s":"app/s"}}',
    '/app/app.zip/node_modules/in/package.json': '{"exports":{"import":"./i.mjs"}}',
    '/app/app.zip/node_modules/in/i.mjs': '',
    '/app/node_modules.zip/z/index.js': '',
    '/e.zip/y/index.js': '',
  };
  const isBuiltin = (name: string): boolean => name === 'fs';

  it('reads an archive as a directory', () => {
    const view = memoryView(files);
    const found = { url: 'file:///app/app.zip/node_modules/in/i.mjs', path: '/app/app.zip/node_modules/in/i.mjs' };
    assert.deepEqual(ask('in', view), found);
    assert.deepEqual(ask('#s', view), { url: 'file:///app/app.zip/lib/index.js', path: '/app/app.zip/lib/index.js' });
    assert.deepEqual(ask('file:///app/app.zip/main.mjs?v=1', view), {
      url: 'file:///app/app.zip/main.mjs?v=1',
      path: '/app/app.zip/main.mjs',
    });
  });

  it('looks into node_modules.zip and the path entries', () => {
    const view = memoryView(files);
    const options = { hasArchive: (path: string) => path === '/app/node_modules.zip', pathEntries: () => ['/e.zip'] };
    assert.deepEqual(ask('z', view, options), {
      url: 'file:///app/node_modules.zip/z/index.js',
      path: '/app/node_modules.zip/z/index.js',
    });
    assert.deepEqual(ask('y', view, options), { url: 'file:///e.zip/y/index.js', path: '/e.zip/y/index.js' });
    assert.throws(() => ask('z', view), { code: 'ERR_MODULE_NOT_FOUND' });
  });

  it('names builtins', () => {
    const view = memoryView(files);
    assert.deepEqual(ask('fs', view, { isBuiltin }), { builtin: 'node:fs' });
    assert.deepEqual(ask('node:fs', view, { isBuiltin }), { builtin: 'node:fs' });
    assert.deepEqual(ask('#fs', view, { isBuiltin }), { builtin: 'node:fs' });
    assert.deepEqual(ask('fs', view, { isBuiltin, parentURL: 'data:text/javascript,' }), { builtin: 'node:fs' });
  });

  it('leaves other schemes alone', () => {
    const view = memoryView(files);
    assert.equal(ask('data:text/javascript,', view), null);
    assert.equal(ask('https://example.com/', view), null);
    assert.equal(ask('./x.mjs', view, { parentURL: 'https://example.com/m.mjs' }), null);
    assert.equal(ask('in', view, { parentURL: 'https://example.com/m.mjs' }), null);
  });

  it('refuses what cannot be relative to its parent', () => {
    assert.throws(() => ask('./x.mjs', memoryView(files), { parentURL: 'data:text/javascript,1' }), {
      code: 'ERR_UNSUPPORTED_RESOLVE_REQUEST',
      message:
        'Failed to resolve module specifier "./x.mjs" from "data:text/javascript,1": Invalid relative URL or base scheme is not hierarchical.',
    });
  });

  it('names the path through the archive in errors, with a hint', () => {
    assert.throws(
      () =>
        ask(
          'in/gone',
          memoryView({
            ...files,
            '/app/app.zip/node_modules/in/package.json': '{}',
            '/app/app.zip/node_modules/in/gone.js': '',
          }),
        ),
      (error: Error & { url: string }) => {
        assert.equal(error.url, 'file:///app/app.zip/node_modules/in/gone');
        assert.equal(
          error.message,
          'Cannot find module \'/app/app.zip/node_modules/in/gone\' imported from /app/app.zip/main.mjs\nDid you mean to import "in/gone.js"?',
        );
        assert.match(
          error.stack ?? '',
          /imported from \/app\/app\.zip\/main\.mjs\nDid you mean to import "in\/gone\.js"\?\n {4}at /,
        );
        return true;
      },
    );
  });

  it('keeps query and fragment when a link is followed', () => {
    const view = memoryView(files, { '/app/app.zip/lib/index.js': '/real dir/i.js' });
    assert.deepEqual(ask('./lib/index.js?q#h', view), { url: 'file:///real%20dir/i.js?q#h', path: '/real dir/i.js' });
  });

  it('resolves on Windows', () => {
    const view = memoryView({
      'C:\\a\\app.zip\\main.mjs': '',
      'C:\\a\\app.zip\\x y.mjs': '',
      'C:\\a\\node_modules\\@s\\p\\package.json': '{"exports":{"./*":"./lib/*.mjs"}}',
      'C:\\a\\node_modules\\@s\\p\\lib\\q.mjs': '',
    });
    const options = { flavour: win32, parentURL: 'file:///C:/a/app.zip/main.mjs' };
    assert.deepEqual(ask('./x%20y.mjs', view, options), {
      url: 'file:///C:/a/app.zip/x%20y.mjs',
      path: 'C:\\a\\app.zip\\x y.mjs',
    });
    assert.deepEqual(ask('@s/p/q', view, options), {
      url: 'file:///C:/a/node_modules/@s/p/lib/q.mjs',
      path: 'C:\\a\\node_modules\\@s\\p\\lib\\q.mjs',
    });
    assert.throws(() => ask('../app.zip', view, options), {
      code: 'ERR_UNSUPPORTED_DIR_IMPORT',
      message:
        /^Directory import 'C:\\a\\app\.zip' is not supported resolving ES modules imported from C:\\a\\app\.zip\\main\.mjs/,
    });
    assert.throws(() => ask('gone', view, options), {
      message: "Cannot find package 'gone' imported from C:\\a\\app.zip\\main.mjs",
    });
  });
});
