// What the tree remembers of the path that was asked about last; everything else of it, the specs of resolution see.
import assert from 'node:assert/strict';
import type { Finder } from '../../../lib/finders/finder.ts';
import { FileTree } from '../../../lib/path/file-tree.ts';
import { PathFinder } from '../../../lib/path/path-finder.ts';
import { PathHooks } from '../../../lib/path/path-hooks.ts';
import { memoryFinder } from '../../support/memory-finder.ts';

/** A tree over finders that are taken in turn, each time their entry is opened, and what they were asked. */
function overFinders(...finders: readonly Finder[]) {
  const asked: string[] = [];
  const waiting = [...finders];
  const hooks = new PathHooks();
  hooks.add(
    () => {
      const finder = waiting.shift();
      if (finder === undefined) return null;
      const lookup: Finder['lookup'] = (name) => {
        asked.push(name);
        return finder.lookup(name);
      };
      return Object.assign(Object.create(finder) as Finder, { lookup });
    },
    { suffixes: ['.zip'] },
  );
  const paths = new PathFinder(hooks, 'posix');
  return { asked, paths, tree: new FileTree(paths) };
}

describe('FileTree', () => {
  it('looks a file up once for questions in a row', () => {
    const { asked, tree } = overFinders(memoryFinder('/m.zip', { 'a.js': 'a', 'b.js': 'b' }));
    assert.equal(tree.kind('/m.zip/a.js'), 'file');
    assert.equal(tree.find('/m.zip/a.js')?.name, 'a.js');
    assert.equal(tree.readText('/m.zip/a.js'), 'a');
    assert.deepEqual(asked, ['a.js']);
    assert.equal(tree.readText('/m.zip/b.js'), 'b');
    assert.equal(tree.readText('/m.zip/a.js'), 'a');
  });

  it('asks again for what was missing', () => {
    const { asked, tree } = overFinders(memoryFinder('/m.zip', {}));
    assert.deepEqual([tree.kind('/m.zip/a.js'), tree.find('/m.zip/a.js')], [null, null]);
    assert.deepEqual(asked, ['a.js', 'a.js']);
  });

  it('asks again where members have no numbers: another one may be there', () => {
    const { id: _, ...unnumbered } = memoryFinder('/m.zip', { 'a.js': 'a' }).lookup('a.js')!;
    const finder = { ...memoryFinder('/m.zip', { 'a.js': 'a' }), entry: '/m.zip', lookup: () => unnumbered };
    const { asked, tree } = overFinders(finder as Finder);
    assert.deepEqual([tree.kind('/m.zip/a.js'), tree.kind('/m.zip/a.js')], ['file', 'file']);
    assert.equal(asked.length, 2);
  });

  it('sees another archive when that was opened anew', () => {
    const { tree, paths } = overFinders(
      memoryFinder('/m.zip', { 'a.js': 'old' }),
      memoryFinder('/m.zip', { 'a.js': 'new' }),
    );
    assert.equal(tree.readText('/m.zip/a.js'), 'old');
    paths.invalidate('/m.zip');
    assert.equal(tree.readText('/m.zip/a.js'), 'new');
  });
});
