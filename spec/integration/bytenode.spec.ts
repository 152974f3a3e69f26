// Modules that bytenode compiled, as members.
import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { brotliCompressSync } from 'node:zlib';
import { NOTHING_URL, REGISTER_URL, runNode } from '../support/run-node.ts';
import { makeTempFolder, removeFolder, writeArchive, writeTree } from '../support/temp-folder.ts';

const BYTENODE = dirname(createRequire(import.meta.url).resolve('bytenode/package.json'));

const SOURCE = `#!/usr/bin/env node
  const path = require('node:path');
  exports.where = () => path.basename(__filename) + ' ' + (module.filename === __filename);
  exports.again = () => require('./beside');
  exports.fail = () => { throw new Error('failed'); };`;
const MAIN = `
  const x = require('./x');
  console.log(x.where(), x.again(), require('./x.jsc') === x, require.resolve('./x').slice(-6));
  try { x.fail(); } catch ({ message }) { console.log(message); }`;
const SAID = 'x.jsc true beside true /x.jsc\nfailed\n';

describe('a member that bytenode compiled', () => {
  let folder: string;
  let code: Buffer;
  before(() => {
    folder = makeTempFolder();
    writeFileSync(join(folder, 'x.js'), SOURCE);
    const script = `require(${JSON.stringify(BYTENODE)}).compileFile({ filename: 'x.js', output: 'x.jsc' })`;
    const { status, stderr } = runNode(['--eval', script], { cwd: folder });
    assert.equal(status, 0, stderr);
    code = readFileSync(join(folder, 'x.jsc'));
  });
  after(() => removeFolder(folder));

  const tree = (extra: Record<string, string | Uint8Array>): Record<string, string | Uint8Array> => ({
    'main.cjs': MAIN,
    'beside.js': 'module.exports = "beside";',
    ...extra,
  });
  const run = async (
    name: string,
    extra: Record<string, string | Uint8Array>,
    ...flags: readonly string[]
  ): Promise<ReturnType<typeof runNode>> => {
    await writeArchive(join(folder, name), tree(extra));
    return runNode(['--import', REGISTER_URL, ...flags, join(folder, name, 'main.cjs')]);
  };

  it('runs, and is found without its extension', async () => {
    for (const flags of [[], ['--no-opt'], ['--inspect=0'], ['--enable-source-maps']]) {
      const { stdout } = await run(`plain${flags.join('')}.zip`, { 'x.jsc': code }, ...flags);
      assert.equal(stdout, SAID, flags.join(' '));
    }
  });

  it('runs when it is compressed', async () => {
    assert.equal((await run('brotli.zip', { 'x.jsc': brotliCompressSync(code) })).stdout, SAID);
  });

  it('says from a directory with bytenode what it says from an archive with it', async () => {
    const files = tree({
      'x.jsc': code,
      'node_modules/bytenode/package.json': readFileSync(join(BYTENODE, 'package.json')),
      'node_modules/bytenode/lib/index.js': readFileSync(join(BYTENODE, 'lib/index.js')),
      'main.cjs': `require('bytenode');${MAIN}`,
    });
    writeTree(join(folder, 'disk'), files);
    await writeArchive(join(folder, 'with.zip'), files);
    const disk = runNode(['--import', NOTHING_URL, join(folder, 'disk/main.cjs')]);
    const zip = runNode(['--import', REGISTER_URL, join(folder, 'with.zip/main.cjs')]);
    assert.equal(disk.stdout, SAID);
    assert.deepEqual(zip, disk);
  });

  it('is found last: what a directory without bytenode finds is found', async () => {
    const { stdout } = await run('order.zip', {
      'x.jsc': code,
      'x/index.js': 'module.exports = { where: () => "folder", again: () => 0, fail() {} };',
      'main.cjs': "console.log(require('./x').where());",
    });
    assert.equal(stdout, 'folder\n');
  });

  it('is not found by import, as on the disk', async () => {
    const main = `import('./x.jsc').catch(({ code }) => console.log(code)); import('./x').catch(({ code }) => console.log(code));`;
    const { stdout } = await run('import.zip', { 'x.jsc': code, 'main.cjs': main });
    assert.equal(stdout.split('\n').sort().join(), ',ERR_MODULE_NOT_FOUND,ERR_UNKNOWN_FILE_EXTENSION');
  });

  it('names the versions when another V8 made it, or its source beside it runs', async () => {
    const foreign = Buffer.from(code);
    // The version hash of V8 12.9, which no Node.js with long-term support has.
    foreign.writeUInt32LE(0x12345678, 4);
    const { status, stderr } = await run('foreign.zip', { 'x.jsc': foreign });
    assert.equal(status, 1);
    assert.match(stderr, /x\.jsc in .*foreign\.zip cannot run/);
    assert.ok(stderr.includes('compiled by V8 an unknown version (hash 12345678)'), stderr);
    assert.ok(stderr.includes(`this is V8 ${process.versions.v8} (Node.js ${process.versions.node})`), stderr);
    const rest = { 'main.cjs': MAIN.replace("require('./x')", "require('./x.jsc')") };
    for (const source of ['x.js', 'x.cjs']) {
      const { stdout } = await run(`${source}.zip`, {
        'x.jsc': foreign,
        [source]: SOURCE.replace(/^#!.*/, ''),
        ...rest,
      });
      assert.match(stdout, /^x\.jsc true beside true .*\nfailed\n/, source);
    }
    const module = await run('module.zip', { 'x.jsc': foreign, 'x.js': 'export default 1;', ...rest });
    assert.match(module.stderr, /ERR_ZIPIMPORT_SOURCELESS_UNLOADABLE/);
  });

  it('is no code: says so', async () => {
    const { stderr } = await run('none.zip', { 'x.jsc': 'no code at all, and long enough to be some' });
    assert.match(stderr, /it is not code of V8/);
    const short = await run('short.zip', { 'x.jsc': '' });
    assert.match(short.stderr, /it is not code of V8/);
  });
});
