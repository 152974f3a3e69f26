// "exports" and "imports" without files: order of patterns, conditions, Windows paths, what is deprecated.
import assert from 'node:assert/strict';
import { posix, win32 } from 'node:path';
import type { PackageConfig } from '../../../lib/resolve/package-json.ts';
import { comparePatternKeys, resolveExports, resolveImports } from '../../../lib/resolve/package-maps.ts';
import type { Deprecation, TargetContext } from '../../../lib/resolve/package-targets.ts';

const config = (fields: Partial<PackageConfig>, directory = '/p', separator = '/'): PackageConfig => ({
  path: `${directory}${separator}package.json`,
  directory,
  name: undefined,
  main: undefined,
  type: 'none',
  exports: undefined,
  imports: undefined,
  ...fields,
});

function context(overrides: Partial<TargetContext> = {}): TargetContext & { readonly told: Deprecation[] } {
  const told: Deprecation[] = [];
  return {
    flavour: posix,
    importer: { path: '/app/main.mjs', url: null },
    conditions: new Set(['node', 'import']),
    resolveBare: (specifier) => `bare:${specifier}`,
    deprecate: (deprecation) => told.push(deprecation),
    ...overrides,
    told,
  };
}

describe('comparePatternKeys', () => {
  it('puts the longer prefix first, then the longer key, and patterns before plain keys of that length', () => {
    const sorted = ['./a/*', './a/b/*', './a/b/*.js', './*', './a/b/c'].sort(comparePatternKeys);
    assert.deepEqual(sorted, ['./a/b/*.js', './a/b/*', './a/b/c', './a/*', './*']);
  });
  it('is 0 for equals', () => assert.equal(comparePatternKeys('./*', './*'), 0));
});

describe('resolveExports', () => {
  it('joins plain targets without a URL', () => {
    assert.equal(resolveExports(config({ exports: './a/b.js' }), '.', context()), '/p/a/b.js');
    assert.equal(resolveExports(config({ exports: { './*': './lib/*.js' } }), './x/y', context()), '/p/lib/x/y.js');
  });

  it('answers with a URL where a path would not say the same', () => {
    const target = resolveExports(config({ exports: './a b.js?x#y' }), '.', context());
    assert.equal(String(target), 'file:///p/a%20b.js?x#y');
  });

  it('answers with URLs on Windows', () => {
    const windows = context({ flavour: win32, importer: { path: 'C:\\app\\main.mjs', url: null } });
    const target = resolveExports(config({ exports: './lib/a.js' }, 'C:\\p', '\\'), '.', windows);
    assert.equal(String(target), 'file:///C:/p/lib/a.js');
    assert.throws(() => resolveExports(config({ exports: {} }, 'C:\\p', '\\'), './x', windows), {
      message: `Package subpath './x' is not defined by "exports" in C:\\p\\package.json imported from C:\\app\\main.mjs`,
    });
  });

  it('takes conditions in the order of the object', () => {
    const exports = { '.': { node: './node.js', import: './import.js' } };
    assert.equal(resolveExports(config({ exports }), '.', context()), '/p/node.js');
  });

  it('goes on after a nested object without a match, not after null', () => {
    const exports = { './a': { node: { x: './x.js' }, default: './d.js' }, './b': { node: null, default: './d.js' } };
    assert.equal(resolveExports(config({ exports }), './a', context()), '/p/d.js');
    assert.throws(() => resolveExports(config({ exports }), './b', context()), {
      code: 'ERR_PACKAGE_PATH_NOT_EXPORTED',
    });
  });

  it('names no importer when nobody tells', () => {
    assert.throws(
      () => resolveExports(config({ exports: {} }), '.', context({ importer: { path: null, url: null } })),
      {
        message: 'No "exports" main defined in /p/package.json',
      },
    );
  });

  it('tells of the leniencies it makes use of', () => {
    const map = config({ exports: { './a': './lib//a.js', './*': './lib/*' } });
    const asked = context();
    assert.equal(String(resolveExports(map, './a', asked)), 'file:///p/lib//a.js');
    assert.equal(String(resolveExports(map, './x//y', asked)), 'file:///p/lib/x//y');
    assert.equal(String(resolveExports(map, './x/', asked)), 'file:///p/lib/x/');
    assert.deepEqual(
      asked.told.map(({ code, message }) => [code, message.replace(/^Use of deprecated /, '').slice(0, 60)]),
      [
        ['DEP0166', 'double slash resolving "./lib//a.js" for module request "./a'],
        ['DEP0166', 'double slash resolving "./lib/x//y" for module request "./x/'],
        ['DEP0155', 'trailing slash pattern mapping "./x/" in the "exports" field'],
      ],
    );
  });

  it('ignores keys of Object.prototype', () => {
    assert.throws(() => resolveExports(config({ exports: { '.': './a.js' } }), './constructor', context()), {
      code: 'ERR_PACKAGE_PATH_NOT_EXPORTED',
    });
  });
});

describe('resolveImports', () => {
  const scope = (imports: unknown) => (): PackageConfig => config({ imports });

  it('hands bare targets on, from the package that names them', () => {
    let from: unknown;
    const resolveBare: TargetContext['resolveBare'] = (specifier, importer) => {
      from = importer.path;
      return `bare:${specifier}`;
    };
    assert.equal(resolveImports('#a/x', scope({ '#a/*': 'dep/*' }), context({ resolveBare }), true), 'bare:dep/x');
    assert.equal(from, '/p/package.json');
  });

  it('does not look for the package when the name is none', () => {
    const never = (): PackageConfig => assert.fail('asked');
    for (const name of ['#', '#a/', '#/a']) {
      assert.throws(() => resolveImports(name, never, context(), false), { code: 'ERR_INVALID_MODULE_SPECIFIER' });
    }
  });

  it('knows #/ where Node does', () => {
    assert.equal(resolveImports('#/a', scope({ '#/*': './*.js' }), context(), true), '/p/a.js');
  });

  it('says so when there is no package', () => {
    assert.throws(() => resolveImports('#a', () => null, context(), true), {
      message: 'Package import specifier "#a" is not defined imported from /app/main.mjs',
    });
  });
});
