import assert from 'node:assert/strict';
import { debugLog, tracedImports, tracedRequires } from '../../hooks/debug.ts';
import { lazy } from '../../hooks/lazy.ts';
import type { CommonJSContext } from '../../hooks/modules/commonjs.ts';
import type { ImportContext } from '../../hooks/modules/import-hooks.ts';
import type { Finder } from '../../lib/finders/finder.ts';

describe('debugLog', () => {
  it('is nothing unless NODE_DEBUG names zipimport', () => {
    assert.equal(debugLog(), null);
  });
});

describe('tracedImports', () => {
  const imports: ImportContext = {
    resolve: (specifier) => (specifier === 'in' ? { url: 'file:///a.zip/in.mjs', format: 'module' } : null),
    load: () => null,
  };

  it('is the same object without a log', () => {
    assert.equal(tracedImports(imports, null), imports);
  });

  it('tells of what leads into an archive only', () => {
    const lines: unknown[][] = [];
    const traced = tracedImports(imports, (...line) => void lines.push(line));
    assert.deepEqual(traced.resolve('in', undefined, []), { url: 'file:///a.zip/in.mjs', format: 'module' });
    assert.equal(traced.resolve('out', 'file:///x.mjs', []), null);
    assert.deepEqual(lines, [['import %s from %s: %s', 'in', 'the command line', 'file:///a.zip/in.mjs']]);
  });
});

describe('tracedRequires', () => {
  const requires: Pick<CommonJSContext, 'resolve' | 'directoryAt' | 'resolutions'> = {
    resolutions: lazy(() => ({
      tableOf: () => assert.fail('the shortcut is open'),
      isInForce: () => true,
      isFor: () => true,
    })),
    resolve: (request) => (request === './in' ? '/a.zip/in.js' : null),
    directoryAt: () => assert.fail('the shortcut is open'),
  };

  it('is the same object without a log', () => {
    assert.equal(tracedRequires(requires, null), requires);
  });

  it('tells of what leads into an archive, and closes the shortcuts', () => {
    const lines: unknown[][] = [];
    const traced = tracedRequires(requires, (...line) => void lines.push(line));
    assert.equal(traced.resolve('./in', null, false, undefined), '/a.zip/in.js');
    assert.equal(traced.resolve('./out', null, false, undefined), null);
    assert.equal(traced.directoryAt('/a.zip'), null);
    assert.equal(traced.resolutions().tableOf({ entry: '/a.zip' } as Finder), null);
    assert.deepEqual(lines, [['require %s from %s: %s', './in', 'the command line', '/a.zip/in.js']]);
  });
});
