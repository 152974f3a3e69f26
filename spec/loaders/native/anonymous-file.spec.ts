import assert from 'node:assert/strict';
import { closeSync, fstatSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createAnonymousFile, memoryDirectories } from '../../../loaders/native/anonymous-file.ts';
import { makeTempFolder, removeFolder } from '../../support/temp-folder.ts';

describe('memoryDirectories', () => {
  it('has memory first, each once, absolute ones only', () => {
    assert.deepEqual(memoryDirectories({ XDG_RUNTIME_DIR: '/run/user/1' }), ['/dev/shm', '/run/user/1', tmpdir()]);
    assert.deepEqual(memoryDirectories({ XDG_RUNTIME_DIR: tmpdir() }), ['/dev/shm', tmpdir()]);
    assert.deepEqual(memoryDirectories({ XDG_RUNTIME_DIR: 'relative' }), ['/dev/shm', tmpdir()]);
  });
});

// The files are reached through /proc.
if (process.platform === 'linux') {
  describe('createAnonymousFile', () => {
    let folder: string;
    beforeEach(() => {
      folder = makeTempFolder();
    });
    afterEach(() => removeFolder(folder));

    it('holds the content, has no name, and may be run whatever the umask', () => {
      const old = process.umask(0o777);
      try {
        const fd = createAnonymousFile(Buffer.from('content'), [folder]);
        assert.equal(readFileSync(`/proc/self/fd/${fd}`, 'utf8'), 'content');
        const { mode, nlink } = fstatSync(fd);
        assert.deepEqual([mode & 0o777, nlink], [0o755, 0]);
        closeSync(fd);
      } finally {
        process.umask(old);
      }
      assert.deepEqual(readdirSync(folder), []);
    });

    it('takes the first directory that can, and says why the others cannot', () => {
      writeFileSync(join(folder, 'file'), '');
      closeSync(createAnonymousFile(Buffer.from('x'), [join(folder, 'missing'), join(folder, 'file'), folder]));
      assert.throws(
        () => createAnonymousFile(Buffer.from('x'), [join(folder, 'missing'), join(folder, 'file')]),
        ({ message }: Error) =>
          message.includes(`${join(folder, 'missing')}: ENOENT`) && message.includes(`${join(folder, 'file')}: `),
      );
      assert.throws(() => createAnonymousFile(Buffer.from('x'), []), /no directory to try/);
    });

    it('leaves nothing open or behind when it fails', () => {
      const before = readdirSync('/proc/self/fd').length;
      assert.throws(() => createAnonymousFile(Buffer.from('x'), ['/proc/self', join(folder, 'missing')]));
      assert.equal(readdirSync('/proc/self/fd').length, before);
    });
  });
}
