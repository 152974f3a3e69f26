import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Finder } from '../../../lib/finders/finder.ts';
import { ImporterCache } from '../../../lib/path/importer-cache.ts';
import { PathHooks } from '../../../lib/path/path-hooks.ts';
import { memoryFinder } from '../../support/memory-finder.ts';
import { makeTempFolder, removeFolder } from '../../support/temp-folder.ts';

describe('ImporterCache', () => {
  let folder: string;
  let asked: string[];
  let answer: (entry: string) => Finder | null;
  let cache: ImporterCache;

  beforeEach(() => {
    folder = makeTempFolder();
    asked = [];
    answer = () => null;
    const hooks = new PathHooks();
    hooks.add((entry) => {
      asked.push(entry);
      return answer(entry);
    });
    cache = new ImporterCache(hooks);
  });
  afterEach(() => removeFolder(folder));

  it('asks once for a claimed entry', () => {
    const finder = memoryFinder('/a', {});
    answer = () => finder;
    assert.deepEqual([cache.get('/a'), cache.get('/a'), asked], [finder, finder, ['/a']]);
  });

  it('asks once for an entry that exists and is nobody’s', () => {
    assert.deepEqual([cache.get(folder), cache.get(folder), asked], [null, null, [folder]]);
  });

  it('asks again for a missing entry, and finds it when it is there', () => {
    const file = join(folder, 'late.zip');
    assert.equal(cache.get(file), null);
    writeFileSync(file, '');
    const finder = memoryFinder(file, {});
    answer = () => finder;
    assert.equal(cache.get(file), finder);
  });

  it('asks again after an error', () => {
    answer = () => {
      throw new Error('broken');
    };
    assert.throws(() => cache.get('/a'));
    answer = () => memoryFinder('/a', {});
    assert.equal(cache.get('/a')?.entry, '/a');
  });

  it('is nobody’s entry while a hook is opening it, so that the hook may read the file', () => {
    const during: (Finder | null)[] = [];
    const finder = memoryFinder('/a', {});
    answer = (entry) => {
      during.push(cache.get(entry));
      return finder;
    };
    assert.deepEqual([cache.get('/a'), cache.get('/a'), during, asked], [finder, finder, [null], ['/a']]);
  });

  it('peeks without asking', () => {
    answer = (entry) => memoryFinder(entry, {});
    assert.equal(cache.peek('/a'), null);
    const finder = cache.get('/a');
    assert.deepEqual([cache.peek('/a'), asked], [finder, ['/a']]);
  });

  it('forgets one entry, or all, and closes none', () => {
    let closed = 0;
    answer = (entry) => ({ ...memoryFinder(entry, {}), close: () => closed++ });
    for (const entry of ['/a', '/b']) cache.get(entry);
    cache.invalidate('/a');
    for (const entry of ['/a', '/b']) cache.get(entry);
    assert.deepEqual(asked, ['/a', '/b', '/a']);
    cache.invalidate();
    assert.deepEqual([cache.peek('/a'), cache.peek('/b'), closed], [null, null, 0]);
  });
});
