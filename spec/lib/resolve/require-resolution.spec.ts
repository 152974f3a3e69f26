// What `require` adds over archives and path entries, and what Node's answers on disk cannot show: see resolver.spec.ts for those.
import assert from 'node:assert/strict';
import { posix, win32 } from 'node:path';
import { lookupPaths } from '../../../lib/resolve/lookup-paths.ts';
import { type RequireOptions, resolveRequire } from '../../../lib/resolve/require-resolution.ts';
import { createState, type ResolverOptions } from '../../../lib/resolve/resolver-state.ts';
import { memoryView } from '../../support/memory-view.ts';

type Options = Partial<RequireOptions> & Partial<ResolverOptions> & { readonly links?: Record<string, string> };

/** Resolves from `/app/app.zip/main.js` unless told otherwise. */
function ask(request: string, files: Record<string, string>, options: Options = {}): string {
  const { links, flavour = posix, parentPath = '/app/app.zip/main.js', ...rest } = options;
  const state = createState({ view: memoryView(files, links), flavour, nodeVersion: '24.14.0', ...rest });
  const parentPaths = parentPath === null ? [] : lookupPaths(flavour.dirname(parentPath), flavour, state.hasArchive);
  const conditions = new Set(['node', 'require']);
  return resolveRequire(state, request, {
    parentPath,
    parentPaths,
    extensions: ['.js', '.json', '.node'],
    conditions,
    ...rest,
  }).path;
}

describe('resolveRequire', () => {
  const files = {
    '/app/app.zip/main.js': '',
    '/app/app.zip/lib/index.js': '',
    '/app/app.zip/node_modules/in/index.js': '',
    '/app/app.zip/package.json':
      '{"name":"app","main":"main","exports":{"./s":"./lib/index.js","./gone":"./gone.js"},"imports":{"#in":"in","#fs":"fs"}}',
    '/app/node_modules/out/package.json': '{"main":"./m"}',
    '/app/node_modules/out/m.js': '',
  };

  it('reads an archive as a directory, and goes on above it', () => {
    assert.equal(ask('./lib', files), '/app/app.zip/lib/index.js');
    assert.equal(ask('in', files), '/app/app.zip/node_modules/in/index.js');
    assert.equal(ask('out', files), '/app/node_modules/out/m.js');
    assert.equal(ask('../app.zip', files), '/app/app.zip/main.js');
    assert.equal(ask('/app/app.zip', files, { parentPath: null }), '/app/app.zip/main.js');
  });

  it('knows the package it is in', () => {
    assert.equal(ask('app/s', files), '/app/app.zip/lib/index.js');
    assert.equal(ask('#in', files), '/app/app.zip/node_modules/in/index.js');
  });

  it('names the path through the archive in errors', () => {
    assert.throws(() => ask('app/gone', files), {
      code: 'MODULE_NOT_FOUND',
      message: "Cannot find module '/app/app.zip/gone.js'",
      path: '/app/app.zip',
    });
  });

  it('ends in the error that Node ends in when a name stands for a builtin', () => {
    assert.throws(() => ask('#fs', files, { isBuiltin: (name) => name === 'fs' }), { code: 'ERR_INVALID_URL_SCHEME' });
  });

  it('asks for the require stack only when it fails', () => {
    assert.equal(
      ask('in', files, { requireStack: () => assert.fail('asked') }),
      '/app/app.zip/node_modules/in/index.js',
    );
    assert.throws(() => ask('gone', files, { requireStack: () => ['/x.js', '/y.js'] }), {
      message: "Cannot find module 'gone'\nRequire stack:\n- /x.js\n- /y.js",
      requireStack: ['/x.js', '/y.js'],
    });
    assert.throws(() => ask('gone', files), { requireStack: ['/app/app.zip/main.js'] });
  });

  it('probes extensions in the order given, and no others', () => {
    const twice = { '/app/app.zip/a.x': '', '/app/app.zip/a.js': '' };
    assert.equal(ask('./a', twice, { extensions: ['.x', '.js'] }), '/app/app.zip/a.x');
    assert.equal(ask('./a', twice, { extensions: ['.js', '.x'] }), '/app/app.zip/a.js');
    assert.throws(() => ask('./a', twice, { extensions: [] }), { code: 'MODULE_NOT_FOUND' });
  });

  it('looks into node_modules.zip after the directory, packages with files and without directory too', () => {
    const zip = {
      '/app/node_modules.zip/x/index.js': '',
      '/app/node_modules.zip/single.js': '',
      '/app/node_modules/x/index.js': '',
    };
    const hasArchive = (path: string): boolean => path === '/app/node_modules.zip';
    assert.equal(ask('x', zip, { hasArchive }), '/app/node_modules/x/index.js');
    assert.equal(ask('single', zip, { hasArchive }), '/app/node_modules.zip/single.js');
    assert.throws(() => ask('single', zip), { code: 'MODULE_NOT_FOUND' });
  });

  it('asks the parent, then NODE_PATH, then the path entries', () => {
    const all = { '/g/x.js': '', '/e.zip/x.js': '', '/e.zip/node_modules/x/index.js': '', '/e.zip/y.js': '' };
    const options = { globalPaths: ['/g'], pathEntries: (): string[] => ['/none', '/e.zip'] };
    assert.equal(ask('x', { ...all, '/app/node_modules/x.js': '' }, options), '/app/node_modules/x.js');
    assert.equal(ask('x', all, options), '/g/x.js');
    assert.equal(ask('x', all, { ...options, globalPaths: [] }), '/e.zip/node_modules/x/index.js');
    assert.equal(ask('y', all, options), '/e.zip/y.js');
  });

  it('takes a path entry for the package that it is', () => {
    const withExports = { '/e.zip/package.json': '{"name":"@s/e","exports":{".":"./i.js"}}', '/e.zip/i.js': '' };
    const withMain = {
      '/e.zip/package.json': '{"name":"@s/e","main":"./i"}',
      '/e.zip/i.js': '',
      '/e.zip/sub/index.js': '',
    };
    const pathEntries = (): string[] => ['/e.zip'];
    assert.equal(ask('@s/e', withExports, { pathEntries }), '/e.zip/i.js');
    assert.throws(() => ask('@s/e/x', withExports, { pathEntries }), { code: 'ERR_PACKAGE_PATH_NOT_EXPORTED' });
    assert.equal(ask('@s/e', withMain, { pathEntries }), '/e.zip/i.js');
    assert.equal(ask('@s/e/sub', withMain, { pathEntries }), '/e.zip/sub/index.js');
    assert.throws(() => ask('@s/e/none', withMain, { pathEntries }), { code: 'MODULE_NOT_FOUND' });
  });

  it('never looks for relative requests in path entries', () => {
    assert.throws(() => ask('./y', { '/e.zip/y.js': '' }, { pathEntries: () => ['/e.zip'] }), {
      code: 'MODULE_NOT_FOUND',
    });
  });

  it('starts relative requests where options.paths say', () => {
    const two = { '/one/a.js': '', '/two/a.js': '', '/app/app.zip/a.js': '' };
    assert.equal(ask('./a', two, { relativePaths: ['/none', '/two/', '/one'] }), '/two/a.js');
    assert.throws(() => ask('./a', two, { relativePaths: [] }), { code: 'MODULE_NOT_FOUND' });
    assert.equal(ask('..', { '/one/index.js': '' }, { relativePaths: ['/one/not-there'] }), '/one/index.js');
  });

  it('follows links unless told to preserve them', () => {
    const links = { '/app/app.zip/lib/index.js': '/real/index.js' };
    assert.equal(ask('./lib', files, { links }), '/real/index.js');
    assert.equal(ask('./lib', files, { links, preserveSymlinks: true }), '/app/app.zip/lib/index.js');
  });

  it('tells of a main that is not there, once', () => {
    const told: string[] = [];
    const broken = { '/app/app.zip/b/package.json': '{"main":"gone"}', '/app/app.zip/b/index.js': '' };
    assert.equal(ask('./b', broken, { onDeprecation: ({ code }) => told.push(code) }), '/app/app.zip/b/index.js');
    assert.deepEqual(told, ['DEP0128']);
  });

  describe('on Windows', () => {
    const windows = {
      'C:\\a\\app.zip\\main.js': '',
      'C:\\a\\app.zip\\lib\\index.js': '',
      'C:\\a\\app.zip\\node_modules\\@s\\x\\package.json': '{"exports":{"./*":"./lib/*.js"}}',
      'C:\\a\\app.zip\\node_modules\\@s\\x\\lib\\y.js': '',
      'C:\\a\\node_modules\\m\\package.json': '{"main":"./lib"}',
      'C:\\a\\node_modules\\m\\lib\\index.js': '',
    };
    const options = { flavour: win32, parentPath: 'C:\\a\\app.zip\\main.js' };
    const rows = [
      ['./lib', 'C:\\a\\app.zip\\lib\\index.js'],
      ['.\\lib', 'C:\\a\\app.zip\\lib\\index.js'],
      ['./lib/', 'C:\\a\\app.zip\\lib\\index.js'],
      ['..\\app.zip\\main', 'C:\\a\\app.zip\\main.js'],
      ['@s/x/y', 'C:\\a\\app.zip\\node_modules\\@s\\x\\lib\\y.js'],
      ['m', 'C:\\a\\node_modules\\m\\lib\\index.js'],
      ['m/lib', 'C:\\a\\node_modules\\m\\lib\\index.js'],
      ['C:/a/app.zip/main', 'C:\\a\\app.zip\\main.js'],
    ] as const;
    for (const [request, expected] of rows) {
      it(`resolves ${request}`, () => assert.equal(ask(request, windows, options), expected));
    }
  });
});
