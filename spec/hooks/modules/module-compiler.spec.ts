import assert from 'node:assert/strict';
import { type ModuleCompiler, makeModuleCompiler } from '../../../hooks/modules/module-compiler.ts';
import { type InternalRequire, internalRequire } from '../../../hooks/modules/node-internals.ts';

const URL = 'file:///x/app.zip/a.mjs';
const SOURCE = 'export function twice(x) { return 2 * x; }\n';

function realRequire(): InternalRequire {
  return internalRequire() ?? assert.fail('no inspector');
}

function realCompiler(): ModuleCompiler {
  return makeModuleCompiler(realRequire()) ?? assert.fail('not the Node.js that it is made for');
}

/** Node's internal modules, one of them changed. */
function changed(id: string, change: object): InternalRequire {
  const require = realRequire();
  return (asked) => (asked === id ? { ...require(asked), ...change } : require(asked));
}

describe('makeModuleCompiler', () => {
  it('makes code caches; of what cannot be compiled, none', () => {
    const compiler = realCompiler();
    assert.ok((compiler.codeCache(URL, SOURCE)?.length ?? 0) > 100);
    assert.equal(compiler.codeCache(URL, 'export function ('), null);
  });

  it('puts its function in front of Node’s, and takes it back unless somebody else has put another there', () => {
    const compiler = realCompiler();
    const { translators } = realRequire()('internal/modules/esm/translators') as { translators: Map<string, unknown> };
    const original = translators.get('module');
    const undo = compiler.install(() => null);
    assert.notEqual(translators.get('module'), original);
    undo();
    assert.equal(translators.get('module'), original);
    const again = compiler.install(() => null);
    const theirs = (): void => {};
    translators.set('module', theirs);
    again();
    assert.equal(translators.get('module'), theirs);
    translators.set('module', original);
  });

  it('is not there where a module of Node is missing or one of its functions reads otherwise', () => {
    const other = (): void => {};
    const translators = new Map([['module', other]]);
    for (const require of [
      (): Record<string, unknown> => ({}),
      (id: string): Record<string, unknown> => assert.fail(id),
      changed('internal/modules/esm/translators', { translators }),
      changed('internal/modules/esm/utils', { compileSourceTextModule: other }),
      changed('internal/modules/esm/utils', { registerModule: other }),
      changed('internal/vm/module', { Module: other }),
      changed('internal/bootstrap/realm', { internalBinding: () => ({}) }),
    ]) {
      assert.equal(makeModuleCompiler(require), null);
    }
  });
});
