import assert from 'node:assert/strict';
import fs from 'node:fs';
import { patchPathFunctions } from '../../../hooks/fs/path-functions.ts';
import { memoryFinder } from '../../support/memory-finder.ts';
import { recordingOverlay } from '../../support/recording-patcher.ts';

const ROOT = '/x/app.zip';

describe('patchPathFunctions', () => {
  const { context, functions } = recordingOverlay(memoryFinder(ROOT, { a: 'abc', dir: null }));
  patchPathFunctions(context);
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
      for (const form of [`fs.${name}`, `fs.${name}Sync`, `fs.promises.${name}`]) assert.ok(functions.has(form), form);
    }
    for (const name of ['fs.realpath.native', 'fs.realpathSync.native', 'fs.existsSync', 'fs.watch']) {
      assert.ok(functions.has(name), name);
    }
  });

  it('answers for members', async () => {
    assert.equal(call('fs.readFileSync', `${ROOT}/a`, 'utf8'), 'abc');
    assert.equal(await call('fs.promises.readFile', `${ROOT}/a`, 'utf8'), 'abc');
    assert.deepEqual(await call('fs.promises.readdir', ROOT), ['a', 'dir']);
    assert.throws(() => call('fs.rmSync', `${ROOT}/a`), { code: 'EROFS' });
  });

  it('reads and writes by what is open, too', async () => {
    const fd = call('fs.openSync', `${ROOT}/a`) as number;
    assert.equal(call('fs.readFileSync', fd, 'utf8'), 'abc');
    assert.throws(() => call('fs.writeFileSync', fd, 'x'), { code: 'EBADF' });
    const handle = (await call('fs.promises.open', `${ROOT}/a`)) as fs.promises.FileHandle;
    assert.equal(await call('fs.promises.readFile', handle, 'utf8'), 'abc');
    await handle.close();
  });

  it('leaves the disk to Node', () => {
    assert.equal(call('fs.existsSync', process.execPath), true);
    assert.throws(() => call('fs.rmSync', '/x/none'), { code: 'ENOENT' });
  });
});
