import assert from 'node:assert/strict';
import path from 'node:path';
import { makeArchiveDirectories } from '../../../hooks/modules/archive-directories.ts';
import { PathFinder } from '../../../lib/path/path-finder.ts';
import { PathHooks } from '../../../lib/path/path-hooks.ts';
import { ArchiveDirectory } from '../../../lib/resolve/archive-directory.ts';
import { memoryFinder } from '../../support/memory-finder.ts';

const ENTRY = path.resolve('/d/m.zip');
const INSIDE = path.join(ENTRY, 'lib');

function overArchive(standInsAbove: readonly string[] = []) {
  const asked: string[] = [];
  const hooks = new PathHooks();
  hooks.add((entry) => (entry === ENTRY ? memoryFinder(entry, { 'lib/x.js': '' }) : null), { suffixes: ['.zip'] });
  const paths = new PathFinder(hooks);
  const directories = makeArchiveDirectories({
    paths,
    makeDirectory: ({ finder, name }) => new ArchiveDirectory(finder, name, path.sep),
    isStandInAbove: (directory) => standInsAbove.includes(directory),
    pathsWithStandIns: (directory) => [`${directory}.zip`],
  });
  const ofNode = (directory: string): string[] => {
    asked.push(directory);
    return [directory];
  };
  return { asked, directories, ofNode, paths };
}

describe('makeArchiveDirectories', () => {
  it('makes a directory once, and anew after archives came or went', () => {
    const { directories, paths } = overArchive();
    const first = directories.directoryAt(INSIDE);
    assert.equal(first?.resolve('./x', ['.js'])?.path, path.join(INSIDE, 'x.js'));
    assert.equal(directories.directoryAt(INSIDE), first);
    paths.invalidate();
    assert.notEqual(directories.directoryAt(INSIDE), first);
    assert.equal(directories.directoryAt(path.resolve('/d')), null);
  });

  it('asks Node once for the lookup paths of a directory in an archive, and gives everybody an array', () => {
    const { asked, directories, ofNode, paths } = overArchive();
    const [first, second] = [1, 2].map(() => directories.lookupPaths(INSIDE, ofNode, true));
    assert.deepEqual(first, [INSIDE]);
    first?.push('more');
    assert.deepEqual([second, directories.lookupPaths(INSIDE, ofNode, true)], [[INSIDE], [INSIDE]]);
    assert.deepEqual(asked, [INSIDE]);
    paths.invalidate();
    directories.lookupPaths(INSIDE, ofNode, true);
    assert.equal(asked.length, 2);
  });

  it('asks each time on the disk, and where the answer does not last', () => {
    const { asked, directories, ofNode } = overArchive();
    for (const directory of [path.resolve('/d'), INSIDE]) {
      for (const isLasting of [directory !== INSIDE, false]) directories.lookupPaths(directory, ofNode, isLasting);
    }
    assert.equal(asked.length, 4);
  });

  it('looks for archives that stand in for node_modules above the archive', () => {
    const { asked, directories, ofNode } = overArchive([path.dirname(ENTRY)]);
    for (const directory of [INSIDE, INSIDE, path.dirname(ENTRY)]) {
      assert.deepEqual(directories.lookupPaths(directory, ofNode, true), [`${directory}.zip`]);
    }
    assert.deepEqual(asked, []);
  });
});
