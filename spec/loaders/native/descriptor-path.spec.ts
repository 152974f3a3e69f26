import assert from 'node:assert/strict';
import { closeSync, openSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { descriptorPath } from '../../../loaders/native/descriptor-path.ts';
import { makeTempFolder, removeFolder } from '../../support/temp-folder.ts';

if (process.platform === 'linux') {
  describe('descriptorPath', () => {
    let folder: string;
    before(() => {
      folder = makeTempFolder();
      for (const name of ['a', 'b']) writeFileSync(join(folder, name), name);
    });
    after(() => removeFolder(folder));

    /** Path and content of a file, seen through a descriptor that is closed afterwards. */
    function look(name: string): readonly [string, string] {
      const fd = openSync(join(folder, name), 'r');
      try {
        return [descriptorPath(fd), readFileSync(descriptorPath(fd), 'utf8')];
      } finally {
        closeSync(fd);
      }
    }

    it('leads to the file', () => {
      assert.deepEqual([look('a')[1], look('b')[1]], ['a', 'b']);
    });

    it('differs for another file, though the number is the same', () => {
      const [[first], [second]] = [look('a'), look('b')];
      assert.equal(first.slice(first.lastIndexOf('/')), second.slice(second.lastIndexOf('/')));
      assert.notEqual(first, second);
      assert.equal(look('a')[0], first);
    });
  });
}
