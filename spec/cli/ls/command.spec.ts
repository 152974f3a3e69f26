import assert from 'node:assert/strict';
import { join } from 'node:path';
import { runCommand } from '../../support/run-command.ts';
import { makeTempFolder, removeFolder, writeArchive } from '../../support/temp-folder.ts';

describe('zipimport ls', () => {
  let folder: string;
  let archive: string;
  before(async () => {
    folder = makeTempFolder();
    archive = join(folder, 'a.zip');
    await writeArchive(archive, {
      'b/long.js': 'x'.repeat(1000),
      'b/.hidden.js': 'y',
      'a.txt': 'abc',
      link: { link: 'a.txt' },
    });
  });
  after(() => removeFolder(folder));

  async function names(...args: readonly string[]): Promise<string[]> {
    const { out } = await runCommand('ls', archive, ...args, '--names');
    return out.split('\n').slice(0, -1);
  }

  it('lists members in columns', async () => {
    const { status, out, err } = await runCommand('ls', archive);
    assert.deepEqual([status, err], [0, '']);
    const [head = '', first = ''] = out.split('\n');
    assert.match(head, /^mode +method +size +packed +name$/);
    assert.match(first, /^0644 +deflate +3 +5 +a\.txt$/);
    assert.equal(first.indexOf('a.txt'), head.indexOf('name'));
    assert.match(out, /^0777 +link +5 +5 +link$/m);
    assert.match(out, /\n4 members, 1\.0 kB, packed \d+ B\n$/);
  });

  it('filters by globs, folders and methods, and sorts', async () => {
    assert.deepEqual(await names(), ['a.txt', 'b/.hidden.js', 'b/long.js', 'link']);
    assert.deepEqual(await names('**/*.js'), ['b/.hidden.js', 'b/long.js']);
    assert.deepEqual(await names('b', 'link'), ['b/.hidden.js', 'b/long.js', 'link']);
    assert.deepEqual(await names('--method', 'stored'), ['link']);
    assert.deepEqual(await names('--sort', 'size'), ['b/long.js', 'link', 'a.txt', 'b/.hidden.js']);
  });

  it('prints JSON', async () => {
    const { out } = await runCommand('ls', archive, 'a.txt', '--json');
    assert.deepEqual(JSON.parse(out), [
      {
        name: 'a.txt',
        kind: 'file',
        size: 3,
        compressedSize: 5,
        method: 'deflate',
        crc32: '352441c2',
        mode: '0644',
        encrypted: false,
      },
    ]);
  });

  it('fails where nothing matches, for what is no archive, and for a wrong option', async () => {
    assert.equal((await runCommand('ls', archive, 'nothing')).status, 1);
    const { status, err } = await runCommand('ls', join(folder, 'a.zip.d'));
    assert.equal(status, 1);
    assert.match(err, /ERR_ZIPIMPORT_ARCHIVE_NOT_A_FILE/);
    assert.equal((await runCommand('ls', archive, '--sort', 'colour')).status, 2);
    assert.equal((await runCommand('ls')).status, 2);
  });
});
