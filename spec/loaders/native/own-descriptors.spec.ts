import assert from 'node:assert/strict';
import { closeSync, fstatSync, openSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createAnonymousFile } from '../../../loaders/native/anonymous-file.ts';
import { fileId, namelessFiles, setTag } from '../../../loaders/native/own-descriptors.ts';
import { makeTempFolder, removeFolder } from '../../support/temp-folder.ts';

/** A time that no file has. */
const SECONDS = 1_234_567_891;

if (process.platform === 'linux') {
  describe('namelessFiles', () => {
    let folder: string;
    const open: number[] = [];
    beforeEach(() => {
      folder = makeTempFolder();
    });
    afterEach(() => {
      for (const fd of open.splice(0)) closeSync(fd);
      removeFolder(folder);
    });
    function make(content: string, seconds: number, milliseconds: number): number {
      const fd = createAnonymousFile(Buffer.from(content), [folder]);
      open.push(fd);
      assert.equal(setTag(fd, { seconds, milliseconds }), true);
      return fd;
    }

    it('finds files by the seconds of their tag, to the millisecond', () => {
      const expected = [0, 1, 500, 999].map((milliseconds) => {
        const fd = make('four', SECONDS, milliseconds);
        const id = fileId(fstatSync(fd, { bigint: true }));
        return { fd, id, size: 4n, tag: { seconds: SECONDS, milliseconds } };
      });
      make('other', SECONDS + 1, 0);
      const found = namelessFiles(SECONDS).sort((one, two) => one.tag.milliseconds - two.tag.milliseconds);
      assert.deepEqual(found, expected);
    });

    it('takes the largest tag that there is', () => {
      const fd = make('', 2 ** 31 - 1, 999);
      assert.deepEqual(
        namelessFiles(2 ** 31 - 1).map((file) => file.fd),
        [fd],
      );
    });

    it('leaves out files that have a name, and directories', () => {
      writeFileSync(join(folder, 'named'), '');
      const fd = openSync(join(folder, 'named'), 'r+');
      open.push(fd, openSync(folder, 'r'));
      setTag(fd, { seconds: SECONDS, milliseconds: 1 });
      assert.deepEqual(namelessFiles(SECONDS), []);
    });

    it('tells files of different file systems apart', () => {
      assert.notEqual(fileId({ dev: 1n, ino: 23n }), fileId({ dev: 12n, ino: 3n }));
      assert.notEqual(fileId({ dev: 1n, ino: 2n }), fileId({ dev: 2n, ino: 2n }));
    });
  });
}
