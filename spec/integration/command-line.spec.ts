// The executable `zipimport` as it is installed.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, realpathSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT, runNode } from '../support/run-node.ts';
import { makeTempFolder, removeFolder, writeArchive } from '../support/temp-folder.ts';

const CLI = join(ROOT, 'dist/cli.js');
const { version } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as { version: string };

describe('the command zipimport', () => {
  let folder: string;
  before(() => {
    folder = makeTempFolder();
  });
  after(() => removeFolder(folder));

  it('is what package.json names', () => {
    const { bin } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as { bin: Record<string, string> };
    assert.equal(realpathSync(join(ROOT, bin.zipimport ?? '')), realpathSync(CLI));
    assert.deepEqual(runNode([CLI, '--version']), { status: 0, signal: null, stdout: `${version}\n`, stderr: '' });
  });

  if (process.platform !== 'win32') {
    it('runs by itself, over the link that npm makes', () => {
      assert.ok(readFileSync(CLI, 'utf8').startsWith('#!/usr/bin/env node\n'));
      assert.notEqual(statSync(CLI).mode & 0o111, 0);
      symlinkSync(CLI, join(folder, 'zipimport'));
      // Whichever Node is first.
      mkdirSync(join(folder, 'bin'));
      symlinkSync(process.execPath, join(folder, 'bin/node'));
      const env = { ...process.env, PATH: `${join(folder, 'bin')}:${process.env.PATH}` };
      assert.equal(
        spawnSync(join(folder, 'zipimport'), ['--version'], { env, encoding: 'utf8' }).stdout,
        `${version}\n`,
      );
    });

    it('ends quietly when nobody reads on', () => {
      const command = `'${process.execPath}' '${CLI}' help | head -c 1`;
      const { stdout, stderr } = spawnSync('sh', ['-c', command], { encoding: 'utf8' });
      assert.deepEqual([stdout, stderr], ['U', '']);
    });
  }

  it('exits with 2 for a wrong command line and 1 for what fails', () => {
    assert.equal(runNode([CLI, 'cahe']).status, 2);
    assert.equal(runNode([CLI, 'cache', 'ls', '--directory', CLI]).status, 0);
    const { status, stdout } = runNode([CLI, 'cache', 'dir', '--directory', CLI]);
    assert.deepEqual([status, stdout], [1, `the directory of the policy, ${CLI}: it is not a directory\n`]);
  });

  it('sees what a program has extracted, and cleans it up', async () => {
    await writeArchive(join(folder, 'app.zip'), {
      'package.json': '{}',
      'text.txt': 'some text',
      'index.js': `
        const { extractSync } = globalThis[Symbol.for('zipimport')];
        console.log(extractSync(__dirname + '/text.txt'));`,
    });
    const directory = join(folder, 'cache');
    writeFileSync(join(folder, 'policy.json'), JSON.stringify({ extract: { directory } }));
    const env = { ZIPIMPORT_POLICY: join(folder, 'policy.json') };
    const register = ['--import', `file://${join(ROOT, 'dist/register.cjs')}`];
    const placed = runNode([...register, join(folder, 'app.zip')], { cwd: folder, env }).stdout.trim();
    const json = (...args: readonly string[]): unknown => JSON.parse(runNode([CLI, ...args, '--json'], { env }).stdout);
    const [entry] = json('cache', 'ls') as { files: string[]; inUse: boolean; directory: string }[];
    assert.deepEqual([entry?.files, entry?.inUse], [['text.txt'], false]);
    assert.equal(join(entry?.directory ?? '', 'text.txt'), placed);
    assert.deepEqual(json('cache', 'verify'), []);
    const { removed } = json('cache', 'clear') as { removed: unknown[] };
    assert.equal(removed.length, 1);
    assert.deepEqual(json('cache', 'ls'), []);
  });
});
