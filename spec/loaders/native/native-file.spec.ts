import assert from 'node:assert/strict';
import { renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Finder } from '../../../lib/finders/finder.ts';
import { nativeFile } from '../../../loaders/native/native-file.ts';
import { memoryFinder } from '../../support/memory-finder.ts';
import { makeTempFolder, removeFolder } from '../../support/temp-folder.ts';

describe('nativeFile', () => {
  const identityIn = (finder: Finder, name: string): string => nativeFile('/x', finder, finder.lookup(name)!).identity;

  it('is the same for the same member, and another for another', () => {
    const tree = { a: 'one', b: 'one', c: 'three' };
    const finder = memoryFinder('/nowhere.zip', tree);
    assert.equal(identityIn(finder, 'a'), identityIn(memoryFinder('/nowhere.zip', tree), 'a'));
    const others = [identityIn(finder, 'b'), identityIn(finder, 'c'), identityIn(memoryFinder('/else.zip', tree), 'a')];
    assert.ok(!others.includes(identityIn(finder, 'a')));
  });

  it('is another when the archive is another file', () => {
    const folder = makeTempFolder();
    try {
      const archive = join(folder, 'a.zip');
      writeFileSync(archive, 'first');
      const before = identityIn(memoryFinder(archive, { a: 'x' }), 'a');
      assert.equal(identityIn(memoryFinder(archive, { a: 'x' }), 'a'), before);
      writeFileSync(join(folder, 'next'), 'other');
      renameSync(join(folder, 'next'), archive);
      assert.notEqual(identityIn(memoryFinder(archive, { a: 'x' }), 'a'), before);
    } finally {
      removeFolder(folder);
    }
  });

  it('reads the content when it is asked for, once', () => {
    const finder = memoryFinder('/m.zip', { a: 'content' });
    const file = nativeFile('/m.zip/link', finder, finder.lookup('a')!);
    assert.deepEqual([file.path, file.archive, file.member, file.size], ['/m.zip/link', '/m.zip', 'a', 7]);
    assert.deepEqual(finder.reads, []);
    assert.equal(String(file.content()) + String(file.content()), 'contentcontent');
    assert.deepEqual(finder.reads, ['a']);
  });
});
