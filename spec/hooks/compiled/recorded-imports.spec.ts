import assert from 'node:assert/strict';
import path from 'node:path';
import { observedImports, type RecordedImports, recordedImports } from '../../../hooks/compiled/recorded-imports.ts';
import type { ResolutionSurroundings } from '../../../hooks/compiled/recorded-resolutions.ts';
import { lazy } from '../../../hooks/lazy.ts';
import type { Finder } from '../../../lib/finders/finder.ts';
import type { FileTree } from '../../../lib/path/file-tree.ts';
import { environmentOf, FORMAT_MODULE, importsName } from '../../../lib/resolve/resolution-table.ts';
import { encodeResolutions } from '../../../lib/resolve/resolution-table-writer.ts';
import { memoryFinder } from '../../support/memory-finder.ts';

const ENTRY = path.resolve('/srv/app.zip');
const CONDITIONS = ['node', 'import'];
const at = (name: string): string => path.join(ENTRY, name);

function surroundingsOf(finder: Finder, more: Partial<ResolutionSurroundings> = {}): ResolutionSurroundings {
  const find = (file: string): unknown => {
    const name = path.relative(ENTRY, file).replaceAll('\\', '/');
    const member = finder.lookup(name);
    return member === undefined ? null : { finder, name, member };
  };
  return {
    tree: lazy(() => ({ find, isReal: () => true }) as unknown as FileTree),
    conditions: new Set(['require']),
    preserveSymlinks: false,
    hasPathEntries: () => false,
    deprecations: () => 0,
    ...more,
  };
}

describe('recordedImports', () => {
  const content = encodeResolutions([
    {
      environment: environmentOf(CONDITIONS),
      resolutions: [
        ['main.mjs', './a.mjs', 'a.mjs', FORMAT_MODULE],
        ['a.mjs', 'b', 'b.mjs', FORMAT_MODULE],
      ],
      packages: [],
      endings: [],
    },
  ])!;
  let finder: ReturnType<typeof memoryFinder>;
  let imports: RecordedImports;
  beforeEach(() => {
    const files = { 'main.mjs': '', 'a.mjs': '', 'b.mjs': '', [importsName()]: content };
    finder = memoryFinder(ENTRY, files);
    imports = recordedImports(surroundingsOf({ ...finder, isSealed: true } as Finder));
  });

  it('know where an import led, from importers that were found themselves, too', () => {
    const first = imports.find('./a.mjs', at('main.mjs'), CONDITIONS);
    assert.equal(first?.path, at('a.mjs'));
    assert.equal(first?.format, FORMAT_MODULE);
    assert.equal(first?.found.name, 'a.mjs');
    assert.equal(imports.find('b', at('a.mjs'), CONDITIONS)?.path, at('b.mjs'));
    assert.equal(imports.find('./a.mjs', at('main.mjs'), CONDITIONS), first);
  });

  it('know nothing else', () => {
    assert.equal(imports.find('./b.mjs', at('main.mjs'), CONDITIONS), null);
    assert.equal(imports.find('./a.mjs', at('none.mjs'), CONDITIONS), null);
    assert.equal(imports.find('./a.mjs', at('main.mjs'), ['node', 'import', 'other']), null);
  });

  it('read the table once, also for who asks with another array each time', () => {
    for (let i = 0; i < 3; i++) assert.ok(imports.find('./a.mjs', at('main.mjs'), [...CONDITIONS]));
    for (let i = 0; i < 3; i++) assert.equal(imports.find('./a.mjs', at('main.mjs'), ['other']), null);
    assert.deepEqual(finder.reads, [importsName(), importsName()]);
  });

  it('find anew what was forgotten', () => {
    const first = imports.find('./a.mjs', at('main.mjs'), CONDITIONS);
    imports.forget();
    const second = imports.find('./a.mjs', at('main.mjs'), CONDITIONS);
    assert.notEqual(second, first);
    assert.equal(second?.path, first?.path);
  });
});

describe('observedImports', () => {
  const finder = memoryFinder(ENTRY, { 'main.mjs': '', 'a.mjs': '' });
  function observed(more: Partial<ResolutionSurroundings>, specifier = './a.mjs', to = at('a.mjs')): unknown[][] {
    const seen: unknown[][] = [];
    const imports = observedImports(surroundingsOf(finder, more), (_, ...parts) => seen.push(parts));
    assert.equal(imports.find(specifier, at('main.mjs'), CONDITIONS), null);
    imports.observe?.(specifier, at('main.mjs'), CONDITIONS, to, FORMAT_MODULE);
    return seen;
  }

  it('hand on what only the archive decided', () => {
    assert.deepEqual(observed({}), [[environmentOf(CONDITIONS), 'main.mjs', './a.mjs', 'a.mjs', FORMAT_MODULE]]);
    assert.deepEqual(observed({ hasPathEntries: () => true }), []);
    assert.deepEqual(observed({ preserveSymlinks: true }), []);
    assert.deepEqual(observed({}, './a.mjs', path.resolve('/srv/elsewhere.mjs')), []);
  });

  it('leave out what says where the archive was', () => {
    assert.deepEqual(observed({}, 'file:///srv/app.zip/a.mjs'), []);
    assert.deepEqual(observed({}, '/srv/app.zip/a.mjs'), []);
  });
});
