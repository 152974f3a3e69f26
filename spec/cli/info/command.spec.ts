import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ArchiveInfo } from '../../../cli/info/describe.ts';
import { pack } from '../../../cli/pack/pack.ts';
import { openArchive } from '../../../lib/archive/archive.ts';
import { runCommand } from '../../support/run-command.ts';
import { makeTempFolder, removeFolder, writeTree } from '../../support/temp-folder.ts';

describe('zipimport info', () => {
  let folder: string;
  let archive: string;
  beforeEach(async () => {
    folder = makeTempFolder();
    archive = join(folder, 'app.zip');
    writeTree(join(folder, 'app'), {
      'package.json': '{"name":"app","version":"1.2.3","main":"./lib","engines":{"node":">=20"}}',
      'lib/index.js': 'x'.repeat(500),
      'node_modules/a/package.json': '{}',
      'node_modules/a/link.js': { link: '../../lib/index.js' },
      'node_modules/a/a.node': 'no addon',
    });
    await pack({ directory: join(folder, 'app'), output: archive, manifest: true });
  });
  afterEach(() => removeFolder(folder));

  async function info(...args: readonly string[]): Promise<ArchiveInfo> {
    return JSON.parse((await runCommand('info', archive, '--json', ...args)).out) as ArchiveInfo;
  }

  it('says what the archive is', async () => {
    const said = await info();
    assert.deepEqual(
      [said.name, said.version, said.entry, said.engines, said.packages, said.links, said.executable],
      ['app', '1.2.3', 'lib/index.js', { node: '>=20' }, 1, 1, false],
    );
    assert.deepEqual(said.natives, [{ member: 'node_modules/a/a.node', platform: 'unknown' }]);
    assert.deepEqual(said.manifest?.differs, []);
    assert.equal(said.damaged, null);
    assert.equal(said.size, readFileSync(archive).length);
    const { status, out } = await runCommand('info', archive, '--check');
    assert.equal(status, 0);
    assert.match(out, /^entry +lib\/index\.js$/m);
    assert.match(out, /^check +every member can be read$/m);
  });

  it('finds damage', async () => {
    const bytes = readFileSync(archive);
    bytes.writeUInt8(bytes[bytes.indexOf('no addon')]! ^ 1, bytes.indexOf('no addon'));
    writeFileSync(archive, bytes);
    const said = await info('--check');
    assert.deepEqual(said.damaged, [{ member: 'node_modules/a/a.node', code: 'ERR_ZIPIMPORT_MEMBER_CRC_MISMATCH' }]);
    assert.equal((await runCommand('info', archive, '--check')).status, 1);
  });

  it('finds what is not as the manifest says', async () => {
    writeTree(join(folder, 'app'), { 'lib/index.js': 'y'.repeat(500), 'new.js': '' });
    const opened = openArchive(archive);
    const content = opened.read(opened.lookup('.zipimport/manifest.json')!);
    opened.close();
    await pack({
      directory: join(folder, 'app'),
      output: archive,
      exclude: ['package.json'],
      extras: () => [{ name: '.zipimport/manifest.json', content, method: 'store' }],
    });
    assert.deepEqual((await info()).manifest?.differs.toSorted(), [
      'lib/index.js',
      'new.js',
      'node_modules/a/package.json',
      'package.json',
    ]);
    assert.equal((await runCommand('info', archive)).status, 1);
  });

  it('fails for what is refused', async () => {
    writeFileSync(archive, 'no archive');
    const { status, out } = await runCommand('info', archive, '--json');
    assert.equal(status, 1);
    assert.equal((JSON.parse(out) as { error: { code: string } }).error.code, 'ERR_ZIPIMPORT_EOCD_MISSING');
  });
});
