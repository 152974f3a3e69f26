import assert from 'node:assert/strict';
import fs from 'node:fs';
import { memoryFinder } from '../../support/memory-finder.ts';
import { recordedForms } from '../../support/recording-overlay.ts';

const ROOT = '/x/app.zip';

describe('pathForms', () => {
  const functions = recordedForms(memoryFinder(ROOT, { a: 'abc', dir: null }));
  const call = (name: string, ...args: readonly unknown[]): unknown => functions.get(name)!.call(fs, ...args);

  it('gives every function its three forms', () => {
    const both = [
      'access',
      'chmod',
      'lstat',
      'mkdir',
      'open',
      'opendir',
      'readFile',
      'readdir',
      'readlink',
      'realpath',
      'rm',
      'stat',
      'unlink',
    ];
    for (const name of both) {
      for (const form of [name, `${name}Sync`, `promises.${name}`]) assert.ok(functions.has(form), form);
    }
    for (const name of ['realpath.native', 'realpathSync.native', 'existsSync', 'watch']) {
      assert.ok(functions.has(name), name);
    }
  });

  it('answers for members', async () => {
    assert.equal(call('readFileSync', `${ROOT}/a`, 'utf8'), 'abc');
    assert.equal(await call('promises.readFile', `${ROOT}/a`, 'utf8'), 'abc');
    assert.deepEqual(await call('promises.readdir', ROOT), ['a', 'dir']);
    assert.throws(() => call('rmSync', `${ROOT}/a`), { code: 'EROFS' });
  });

  it('reads and writes by what is open, too', async () => {
    const fd = call('openSync', `${ROOT}/a`) as number;
    assert.equal(call('readFileSync', fd, 'utf8'), 'abc');
    assert.throws(() => call('writeFileSync', fd, 'x'), { code: 'EBADF' });
    const handle = (await call('promises.open', `${ROOT}/a`)) as fs.promises.FileHandle;
    assert.equal(await call('promises.readFile', handle, 'utf8'), 'abc');
    await handle.close();
  });

  it('leaves the disk to Node', () => {
    assert.equal(call('existsSync', process.execPath), true);
    assert.throws(() => call('rmSync', '/x/none'), { code: 'ENOENT' });
  });
});
