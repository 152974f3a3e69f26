import assert from 'node:assert/strict';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { patchChdir } from '../../../hooks/process/chdir.ts';

describe('patchChdir', () => {
  const inside = join(process.execPath, 'dir');
  let undo: () => void;
  const { chdir } = process;
  beforeEach(() => {
    undo = patchChdir((path) => path.startsWith(process.execPath));
  });
  afterEach(() => undo());

  it('says why an archive is no working directory, as the error that Node has', () => {
    const { message } = failure(() => chdir.call(process, inside));
    const error = failure(() => process.chdir(inside));
    assert.equal((error as NodeJS.ErrnoException).code, 'ENOTDIR');
    assert.ok(error.message.startsWith(`${message}. It is in an archive`), error.message);
    assert.equal(error.stack?.startsWith(`Error: ${error.message}\n`), true);
  });

  it('leaves other directories and failures to Node', () => {
    process.chdir(process.cwd());
    for (const directory of ['/none', fileURLToPath(import.meta.url)]) {
      assert.equal(
        failure(() => process.chdir(directory)).message,
        failure(() => chdir.call(process, directory)).message,
      );
    }
  });

  it('is undone', () => {
    undo();
    assert.equal(process.chdir, chdir);
  });
});

function failure(action: () => void): Error {
  try {
    action();
  } catch (error) {
    return error as Error;
  }
  return assert.fail('nothing was thrown');
}
