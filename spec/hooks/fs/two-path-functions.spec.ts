import assert from 'node:assert/strict';
import fs from 'node:fs';
import { join } from 'node:path';
import { memoryFinder } from '../../support/memory-finder.ts';
import { recordedForms } from '../../support/recording-overlay.ts';
import { makeTempFolder, removeFolder } from '../../support/temp-folder.ts';

const ROOT = '/x/app.zip';

describe('twoPathForms', () => {
  const functions = recordedForms(memoryFinder(ROOT, { 'dir/a': 'abc' }));
  const call = (name: string, ...args: readonly unknown[]): unknown => functions.get(name)!.call(fs, ...args);
  let folder: string;
  beforeEach(() => {
    folder = makeTempFolder();
  });
  afterEach(() => removeFolder(folder));

  it('gives every function its three forms', () => {
    for (const name of ['copyFile', 'cp', 'link', 'rename', 'symlink']) {
      for (const form of [name, `${name}Sync`, `promises.${name}`]) assert.ok(functions.has(form), form);
    }
  });

  it('copies out', async () => {
    call('copyFileSync', `${ROOT}/dir/a`, join(folder, 'a'));
    await call('promises.cp', `${ROOT}/dir`, join(folder, 'dir'), { recursive: true });
    await new Promise<void>((resolve, reject) =>
      call('cp', ROOT, join(folder, 'all'), { recursive: true }, (error: unknown) =>
        error ? reject(error) : resolve(),
      ),
    );
    for (const name of ['a', 'dir/a', 'all/dir/a']) assert.equal(fs.readFileSync(join(folder, name), 'utf8'), 'abc');
  });

  it('refuses changes with either side inside', () => {
    for (const paths of [
      [`${ROOT}/dir/a`, 'x'],
      ['x', `${ROOT}/dir/b`],
    ]) {
      assert.throws(() => call('renameSync', ...paths), { code: 'EROFS', path: paths[0], dest: paths[1] });
    }
  });

  it('lets a link on the disk point anywhere, and the disk be the disk', () => {
    call('symlinkSync', `${ROOT}/dir/a`, join(folder, 'link'));
    assert.equal(fs.readlinkSync(join(folder, 'link')), `${ROOT}/dir/a`);
    fs.writeFileSync(join(folder, 'one'), '1');
    call('renameSync', join(folder, 'one'), join(folder, 'two'));
    call('cpSync', join(folder, 'two'), join(folder, 'three'));
    assert.equal(fs.readFileSync(join(folder, 'three'), 'utf8'), '1');
  });
});
