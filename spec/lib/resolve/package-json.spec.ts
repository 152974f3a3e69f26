// The package.json cache over a view that counts what it is asked.
import assert from 'node:assert/strict';
import { posix, win32 } from 'node:path';
import { quirksOf } from '../../../lib/resolve/node-errors.ts';
import { PackageJsonCache } from '../../../lib/resolve/package-json.ts';
import { type MemoryView, memoryView } from '../../support/memory-view.ts';

interface Setting {
  readonly flavour?: typeof posix;
  readonly version?: string;
  readonly archives?: readonly string[];
}

function cacheOf(
  view: MemoryView,
  { flavour = posix, version = '24.14.0', archives = [] }: Setting = {},
): PackageJsonCache {
  return new PackageJsonCache({
    view,
    flavour,
    quirks: quirksOf(version),
    hasArchive: (path) => archives.includes(path),
  });
}

describe('PackageJsonCache', () => {
  describe('read', () => {
    it('takes the fields that the view knows without reading, and refuses among them what it refuses in a file', () => {
      const known: Readonly<Record<string, Record<string, unknown>>> = {
        '/p/package.json': { name: 'a', type: 'module' },
        '/q/package.json': { name: 1 },
      };
      const view = { ...memoryView({}), packageFields: (path: string) => known[path] };
      const { name, type, main } = cacheOf(view).read('/p') ?? {};
      assert.deepEqual([name, type, main], ['a', 'module', undefined]);
      assert.throws(() => cacheOf(view).read('/q'), { code: 'ERR_INVALID_PACKAGE_CONFIG' });
      assert.equal(cacheOf(view, { version: '20.20.0' }).read('/q')?.name, undefined);
      assert.equal(cacheOf(view).read('/r'), null);
    });

    it('gives the fields that resolution uses', () => {
      const text = JSON.stringify({
        name: 'a',
        main: 'm',
        type: 'module',
        exports: './x',
        imports: { '#a': 'b' },
        other: 1,
      });
      assert.deepEqual(cacheOf(memoryView({ '/p/package.json': text })).read('/p'), {
        path: '/p/package.json',
        directory: '/p',
        name: 'a',
        main: 'm',
        type: 'module',
        exports: './x',
        imports: { '#a': 'b' },
      });
    });

    it('ignores fields of the wrong type, and types it does not know', () => {
      const text = JSON.stringify({ main: {}, type: 'weird', exports: null, imports: null });
      const config = cacheOf(memoryView({ '/p/package.json': text })).read('/p');
      assert.deepEqual(
        [config?.name, config?.main, config?.type, config?.exports, config?.imports],
        [undefined, undefined, 'none', undefined, undefined],
      );
    });

    it('takes "exports": false for a map on Node 20 and for nothing later', () => {
      const view = memoryView({ '/p/package.json': '{"exports":false}' });
      assert.equal(cacheOf(view, { version: '20.19.0' }).read('/p')?.exports, false);
      assert.equal(cacheOf(view, { version: '22.0.0' }).read('/p')?.exports, undefined);
    });

    for (const text of ['[]', '"x"', '5', '{"name":5}', '{"name":null}', '{"type":1}', '{"type":null}']) {
      it(`refuses ${text} from Node 22 on`, () => {
        const view = memoryView({ '/p/package.json': text });
        assert.throws(() => cacheOf(view, { version: '22.0.0' }).read('/p'), { code: 'ERR_INVALID_PACKAGE_CONFIG' });
        assert.equal(cacheOf(view, { version: '20.19.0' }).read('/p')?.name, undefined);
      });
    }

    it('does not take inherited fields for its own', () => {
      assert.equal(
        cacheOf(memoryView({ '/p/package.json': '{"__proto__":{"name":"x"}}' })).read('/p')?.name,
        undefined,
      );
    });

    it('skips a byte order mark', () => {
      assert.equal(cacheOf(memoryView({ '/p/package.json': '\uFEFF{"name":"a"}' })).read('/p')?.name, 'a');
    });

    it('asks once for each directory, whether there is a package.json or not', () => {
      const view = memoryView({ '/p/package.json': '{}', '/q/x.js': '' });
      const cache = cacheOf(view);
      for (let round = 0; round < 3; round++) {
        cache.read('/p');
        cache.read('/q');
      }
      assert.deepEqual(view.reads, ['/p/package.json', '/q/package.json']);
    });

    it('asks again after clear()', () => {
      const view = memoryView({ '/p/package.json': '{}' });
      const cache = cacheOf(view);
      cache.read('/p');
      cache.clear();
      cache.read('/p');
      assert.equal(view.reads.length, 2);
    });

    it('reads the root', () => {
      assert.equal(cacheOf(memoryView({ '/package.json': '{"name":"root"}' })).read('/')?.name, 'root');
    });

    it("throws Node's error each time when it is no JSON, and reads it once", () => {
      const view = memoryView({ '/p/package.json': '{' });
      const cache = cacheOf(view);
      for (let round = 0; round < 2; round++) {
        assert.throws(() => cache.read('/p', { specifier: 'p', base: '/x.mjs' }), {
          code: 'ERR_INVALID_PACKAGE_CONFIG',
          message: 'Invalid package config /p/package.json while importing "p" from /x.mjs.',
        });
      }
      assert.equal(view.reads.length, 1);
    });

    it('throws a SyntaxError to the CommonJS loader of Node 20', () => {
      const cache = cacheOf(memoryView({ '/p/package.json': '{' }), { version: '20.19.0' });
      assert.throws(() => cache.read('/p'), { name: 'SyntaxError', path: '/p/package.json' });
    });
  });

  describe('scopeOf', () => {
    it('finds the nearest package.json', () => {
      const cache = cacheOf(
        memoryView({ '/a/package.json': '{"name":"a"}', '/a/b/package.json': '{"name":"b"}', '/a/b/c/x.js': '' }),
      );
      assert.equal(cache.scopeOf('/a/b/c/x.js')?.name, 'b');
      assert.equal(cache.scopeOf('/a/x.js')?.name, 'a');
      assert.equal(cache.scopeOf('/x.js'), null);
    });

    it('does not look beyond node_modules', () => {
      const cache = cacheOf(
        memoryView({ '/a/package.json': '{}', '/a/node_modules/package.json': '{}', '/a/node_modules/p/x.js': '' }),
      );
      assert.equal(cache.scopeOf('/a/node_modules/p/x.js'), null);
      assert.equal(cache.scopeOf('/a/node_modules/x.js'), null);
    });

    it('looks beyond directories whose name only ends so', () => {
      const cache = cacheOf(memoryView({ '/a/package.json': '{"name":"a"}' }));
      assert.equal(cache.scopeOf('/a/my_node_modules/x.js')?.name, 'a');
    });

    it('does not look beyond an archive node_modules.zip, but beyond a directory of that name', () => {
      const view = memoryView({ '/a/package.json': '{"name":"a"}' });
      assert.equal(cacheOf(view, { archives: ['/a/node_modules.zip'] }).scopeOf('/a/node_modules.zip/p/x.js'), null);
      assert.equal(cacheOf(view).scopeOf('/a/node_modules.zip/p/x.js')?.name, 'a');
    });

    it('looks beyond other archives, as a subdirectory would', () => {
      const view = memoryView({ '/a/package.json': '{"name":"a"}' });
      assert.equal(cacheOf(view, { archives: ['/a/app.zip'] }).scopeOf('/a/app.zip/x.js')?.name, 'a');
    });

    it('remembers each directory on the way', () => {
      const view = memoryView({ '/a/package.json': '{}' });
      const cache = cacheOf(view);
      cache.scopeOf('/a/b/c/x.js');
      cache.scopeOf('/a/b/c/y.js');
      cache.scopeOf('/a/b/z.js');
      assert.deepEqual(view.reads, ['/a/b/c/package.json', '/a/b/package.json', '/a/package.json']);
    });

    it('walks Windows paths', () => {
      const view = memoryView({ 'C:\\a\\package.json': '{"name":"a"}', 'C:\\package.json': '{"name":"root"}' });
      const cache = cacheOf(view, { flavour: win32 });
      assert.equal(cache.scopeOf('C:\\a\\b\\x.js')?.path, 'C:\\a\\package.json');
      assert.equal(cache.scopeOf('C:\\b\\x.js')?.name, 'root');
      assert.equal(cache.scopeOf('C:\\b\\node_modules\\p\\x.js'), null);
      assert.equal(cache.scopeOf('D:\\x.js'), null);
    });
  });
});
