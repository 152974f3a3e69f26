import assert from 'node:assert/strict';
import { chmodSync, existsSync, mkdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import sinon from 'sinon';
import { main } from '../../../cli/main.ts';
import { openExtractionCache } from '../../../loaders/native/extraction-cache.ts';
import { makeTempFolder, removeFolder } from '../../support/temp-folder.ts';

describe('zipimport cache', () => {
  let folder: string;
  let root: string;
  let file: string;
  beforeEach(() => {
    folder = makeTempFolder();
    root = join(folder, 'cache');
    file = openExtractionCache({ directory: root }).place({
      name: 'addon.node',
      content: Buffer.alloc(1500),
      executable: true,
    });
    // As if it had been placed by a process that is gone.
    rmSync(join(root, '.leases'), { recursive: true });
  });
  afterEach(() => removeFolder(folder));

  async function cache(...args: readonly string[]) {
    let out = '';
    let err = '';
    const status = await main(['cache', ...args], {
      out(text) {
        out += text;
      },
      err(text) {
        err += text;
      },
    });
    return { status, out, err };
  }
  const there = (...args: readonly string[]) => cache(...args, '--directory', root);

  it('dir prints the directory; as JSON, all that are tried', async () => {
    assert.deepEqual(await there('dir'), { status: 0, out: `${root}\n`, err: '' });
    const { directory, tried } = JSON.parse((await there('dir', '--json')).out) as Record<string, unknown>;
    assert.equal(directory, root);
    assert.deepEqual(tried, [{ label: 'the directory of the policy', directory: root, problem: null }]);
    chmodSync(root, 0o777);
    const { status, out } = await there('dir');
    assert.equal(status, 1);
    assert.match(out, /others may write it/);
  });

  it('takes the directory from the policy of the working directory', async () => {
    writeFileSync(join(folder, 'package.json'), '{}');
    writeFileSync(join(folder, 'zipimport.policy.json'), '{ "extract": { "directory": "./cache" } }');
    mkdirSync(join(folder, 'below'));
    sinon.stub(process, 'cwd').returns(join(folder, 'below'));
    assert.equal((await cache('dir')).out, `${root}\n`);
    writeFileSync(join(folder, 'zipimport.policy.json'), '{ "extract": 1 }');
    const { status, err } = await cache('dir');
    assert.equal(status, 1);
    assert.match(err, /\[ERR_ZIPIMPORT_POLICY_INVALID\]\n$/);
  });

  it('ls lists entries', async () => {
    const { status, out } = await there('ls');
    assert.equal(status, 0);
    const key = dirname(file).slice(-64, -52);
    assert.match(
      out,
      new RegExp(`^Entry +Size +Last used +In use +Files\n${key}  1\\.5 kB  \\d{4}-.* addon.node\n1 entry, 1.5 kB\n$`),
    );
    const [entry] = JSON.parse((await there('ls', '--json')).out) as Record<string, unknown>[];
    assert.deepEqual(entry?.files, ['addon.node']);
    assert.equal(entry?.inUse, false);
  });

  it('verify exits with 1 when something is wrong', async () => {
    assert.deepEqual(await there('verify'), { status: 0, out: '1 entry, all as they should be.\n', err: '' });
    chmodSync(file, 0o700);
    writeFileSync(file, Buffer.alloc(1500, 1));
    const { status, out } = await there('verify');
    assert.equal(status, 1);
    assert.ok(out.startsWith(`${dirname(file)}: its content is not what its name says\n`), out);
    const problems = JSON.parse((await there('verify', '--json')).out) as unknown[];
    assert.equal(problems.length, 1);
  });

  it('prune removes what is older, clear removes everything', async () => {
    assert.deepEqual(await there('prune', '--older-than', '1h'), {
      status: 0,
      out: 'Removed 0 entries, 0 B.\n',
      err: '',
    });
    const past = new Date(Date.now() - 2 * 3_600_000);
    utimesSync(dirname(file), past, past);
    assert.equal((await there('prune', '--older-than', '1h')).out, 'Removed 1 entry, 1.5 kB.\n');
    assert.equal(existsSync(file), false);
    openExtractionCache({ directory: root }).place({ name: 'x', content: Buffer.from('x'), executable: false });
    const { out } = await there('clear');
    assert.match(out, /^kept [0-9a-f]{12} \(x\): a running process uses it\nRemoved 0 entries, 0 B\.\n$/);
  });

  it('prune wants a time, in words that can be understood', async () => {
    assert.equal((await there('prune')).status, 2);
    const { status, err } = await there('prune', '--older-than', 'soon');
    assert.equal(status, 2);
    assert.match(err, /'soon' is invalid.*such as 30d/);
  });

  it('suggests the nearest subcommand', async () => {
    const { status, err } = await cache('verfy');
    assert.equal(status, 2);
    assert.match(err, /Did you mean verify\?/);
  });
});
