import assert from 'node:assert/strict';
import { copyFileSync } from 'node:fs';
import { join } from 'node:path';
import { crc32 } from 'node:zlib';
import type { Explanation } from '../../../cli/explain/explain.ts';
import { appendMembers } from '../../../cli/pack/append-members.ts';
import { HAS_REGISTER_HOOKS } from '../../../hooks/node-features.ts';
import { encodeCodeCache } from '../../../loaders/compiled/code-cache-writer.ts';
import { BLOB_FOLDER, blobName } from '../../../loaders/compiled/format.ts';
import { runCommand } from '../../support/run-command.ts';
import { makeTempFolder, removeFolder, writeArchive, writeTree } from '../../support/temp-folder.ts';

describe('zipimport explain', () => {
  let folder: string;
  let archive: string;
  before(async () => {
    folder = makeTempFolder();
    archive = join(folder, 'app.zip');
    await writeArchive(archive, {
      'package.json': '{"name":"app","imports":{"#x":"./lib/x.js"}}',
      'index.js': '',
      'lib/x.js': '',
      'lib/addon.node': 'none',
      'node_modules/a/package.json': '{"exports":{"import":"./a.mjs","require":"./a.cjs"}}',
      'node_modules/a/a.mjs': '',
      'node_modules/a/a.cjs': '',
      'readme.txt': '',
    });
    await writeArchive(join(folder, 'node_modules.zip'), { 'beside/index.js': '' });
    await writeArchive(join(folder, 'plugins.zip'), { 'plugged/index.js': '' });
    writeTree(folder, { 'disk/index.js': '', 'node_modules/on-disk/index.js': '' });
  });
  after(() => removeFolder(folder));

  async function explained(
    specifier: string,
    ...args: readonly string[]
  ): Promise<Explanation & { readonly status: number }> {
    const { status, out } = await runCommand(
      'explain',
      specifier,
      '--from',
      join(archive, 'index.js'),
      '--json',
      ...args,
    );
    return { ...(JSON.parse(out) as Explanation), status };
  }

  it('says where imports and requires lead', async () => {
    const imported = await explained('a');
    assert.equal(imported.path, join(archive, 'node_modules/a/a.mjs'));
    assert.deepEqual([imported.format, imported.loader, imported.finder], ['module', 'source/javascript', archive]);
    assert.equal((await explained('a', '--require')).path, join(archive, 'node_modules/a/a.cjs'));
    assert.equal((await explained('#x')).path, join(archive, 'lib/x.js'));
    assert.equal((await explained('node:fs')).builtin, 'node:fs');
  });

  it('lists what was looked for, in order', async () => {
    const { steps, path } = await explained('beside', '--require');
    assert.equal(path, join(folder, 'node_modules.zip/beside/index.js'));
    const looked = steps.map((step) => `${step.path.slice(folder.length)} ${step.answer}`);
    assert.ok(looked.indexOf('/app.zip/node_modules.zip nothing') >= 0, looked.join('\n'));
    assert.ok(looked.indexOf('/node_modules.zip archive') > looked.indexOf('/app.zip/node_modules.zip nothing'));
    assert.equal(looked.at(-1), '/node_modules.zip/beside/index.js file');
  });

  it('says what is on the disk, and what path entries bring', async () => {
    const disk = await explained('on-disk', '--require');
    assert.deepEqual([disk.path, disk.finder, disk.status], [join(folder, 'node_modules/on-disk/index.js'), null, 0]);
    assert.equal((await explained('plugged', '--require')).status, 1);
    const plugged = await explained('plugged', '--require', '--mount', join(folder, 'plugins.zip'));
    assert.equal(plugged.path, join(folder, 'plugins.zip/plugged/index.js'));
  });

  it('knows an archive of any name as the one that asks', async () => {
    const other = join(folder, 'app');
    copyFileSync(archive, other);
    const { out } = await runCommand('explain', '#x', '--from', join(other, 'lib/x.js'), '--json');
    assert.equal((JSON.parse(out) as Explanation).path, join(other, 'lib/x.js'));
  });

  it("gives Node's error where it leads nowhere", async () => {
    const { path, error, status } = await explained('nothing');
    assert.deepEqual([path, error?.code, status], [null, 'ERR_MODULE_NOT_FOUND', 1]);
    assert.equal((await explained('./nothing', '--require')).error?.code, 'MODULE_NOT_FOUND');
  });

  it('says why a code cache is not used', async () => {
    const { loader, refused } = await explained('a', '--require');
    assert.equal(loader, 'source/javascript');
    assert.match(
      JSON.stringify(refused),
      /^\[{"loader":"compiled\/codecache","reason":"the archive has no code cache /,
    );
    const reasons = (await explained('a')).refused.map(({ reason }) => reason.replace(/cache .*/, 'cache'));
    assert.deepEqual(reasons, HAS_REGISTER_HOOKS ? ['the archive has no code cache'] : []);
  });

  it('says whether the code cache of an ES module is used', async () => {
    const modules = join(folder, 'modules.zip');
    const source = 'export {};';
    await writeArchive(modules, { 'a.mjs': source, 'b.mjs': source, 'small.mjs': '' });
    const code = { sourceCrc: crc32(source), hasImport: false, hasHashbang: false, isModule: true };
    const blob = (...sizes: readonly number[]): Buffer =>
      encodeCodeCache(
        sizes.map((sourceSize, i) => ({
          ...code,
          name: i === 0 ? 'a.mjs' : 'c.mjs',
          sourceSize,
          data: Buffer.from('x'),
        })),
      );
    const said = async (name: string, content: Buffer): Promise<unknown> => {
      const archive = join(folder, `modules-${content.length}.zip`);
      copyFileSync(modules, archive);
      assert.ok(appendMembers(archive, [{ name: `${BLOB_FOLDER}/${blobName()}`, content }]));
      const { out } = await runCommand('explain', name, '--from', join(archive, 'x.mjs'), '--json');
      const { loader, refused } = JSON.parse(out) as Explanation;
      return [loader, ...refused.map(({ reason }) => reason)];
    };
    if (!HAS_REGISTER_HOOKS) {
      assert.deepEqual(await said('./a.mjs', blob(source.length, 2 ** 20)), ['source/javascript']);
      return;
    }
    assert.deepEqual(await said('./a.mjs', blob(source.length, 2 ** 20)), ['compiled/codecache']);
    const few = 'the archive has code caches for few ES modules';
    assert.deepEqual(await said('./a.mjs', blob(source.length)), ['source/javascript', few]);
    const nothing = 'the code cache has nothing for this member, or was made of another source';
    assert.deepEqual(await said('./b.mjs', blob(source.length, 2 ** 20)), ['source/javascript', nothing]);
  });

  it('says what a native member is and what the policy makes of it', async () => {
    const { native, loader } = await explained('./lib/addon.node', '--require');
    assert.deepEqual(native, {
      platform: 'unknown',
      isForThisProcess: true,
      order: ['memory', 'extract'],
      rule: 'the default',
    });
    assert.equal(loader, 'native/addon');
  });

  it('prints for people', async () => {
    const { status, out } = await runCommand('explain', './lib/x.js', '--from', join(archive, 'index.js'));
    assert.equal(status, 0);
    assert.match(out, /^import "\.\/lib\/x\.js" from .*app\.zip\/index\.js\n/);
    assert.match(out, /\nlooked for +found\n/);
    assert.match(out, /\nfinder: zip archive .*app\.zip\n/);
    assert.match(out, /\nloader: source\/javascript\n/);
    assert.equal((await runCommand('explain', 'x')).status, 2);
  });
});
