import assert from 'node:assert/strict';
import fs from 'node:fs';
import { opendir } from '../../../hooks/fs/directory.ts';
import type { Place } from '../../../hooks/fs/paths.ts';
import { memoryFinder } from '../../support/memory-finder.ts';

const finder = memoryFinder('/x/app.zip', { a: '', 'b/c': '', d: '' });
const at = (name: string): Place => ({ finder, name, path: `/x/app.zip/${name}`, asDirectory: false });

describe('opendir', () => {
  it('gives an fs.Dir that is read to its end and closed once', () => {
    const dir = opendir(at(''), {});
    assert.ok(dir instanceof fs.Dir);
    assert.equal(dir.path, '/x/app.zip/');
    const names: string[] = [];
    for (let entry = dir.readSync(); entry !== null; entry = dir.readSync()) names.push(entry.name);
    assert.deepEqual(names, ['a', 'b', 'd']);
    dir.closeSync();
    assert.throws(() => dir.readSync(), { code: 'ERR_DIR_CLOSED' });
    assert.throws(() => dir.closeSync(), { code: 'ERR_DIR_CLOSED' });
  });

  it('closes itself when iteration ends or is left', async () => {
    for (const leave of [true, false]) {
      const dir = opendir(at(''), { recursive: true });
      const names: string[] = [];
      for await (const entry of dir) {
        names.push(entry.name);
        if (leave) break;
      }
      assert.deepEqual(names, leave ? ['a'] : ['a', 'b', 'd', 'c']);
      await assert.rejects(dir.close(), { code: 'ERR_DIR_CLOSED' });
    }
  });

  it('fails for what is no directory, and for sizes out of range', () => {
    assert.throws(() => opendir(at('a'), {}), { code: 'ENOTDIR' });
    assert.throws(() => opendir(at('none'), {}), { code: 'ENOENT', syscall: 'opendir' });
    assert.throws(() => opendir(at(''), { bufferSize: 0 }), { code: 'ERR_OUT_OF_RANGE' });
  });
});
