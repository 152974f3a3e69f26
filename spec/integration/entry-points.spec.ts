// What runs when an archive, or a member of one, is started.
import assert from 'node:assert/strict';
import { copyFileSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { REGISTER_URL, runNode } from '../support/run-node.ts';
import { type FileTree, makeTempFolder, removeFolder, writeArchive } from '../support/temp-folder.ts';

const REPORT_CJS = 'console.log(__filename, require.main === module, process.argv[1], ...process.argv.slice(2));\n';
const REPORT_ESM =
  'console.log(import.meta.filename, import.meta.main ?? "unknown", process.argv[1], ...process.argv.slice(2));\n';

describe('an entry point', () => {
  let folder: string;
  before(() => {
    folder = makeTempFolder();
  });
  after(() => removeFolder(folder));

  let archives = 0;
  async function archive(tree: FileTree): Promise<string> {
    archives += 1;
    const path = join(folder, `${archives}.zip`);
    await writeArchive(path, tree);
    return path;
  }

  function start(main: string, ...args: string[]): string {
    const { status, stdout, stderr } = runNode(['--import', REGISTER_URL, main, ...args], { cwd: folder });
    assert.equal(stderr, '');
    assert.equal(status, 0);
    return stdout;
  }

  const isMain = process.versions.node.startsWith('20.') ? 'unknown' : 'true';

  it('is the main of package.json', async () => {
    const app = await archive({ 'package.json': '{ "main": "./lib/start" }', 'lib/start.js': REPORT_CJS });
    assert.equal(start(app, 'a', 'b'), `${app}/lib/start.js true ${app} a b\n`);
  });

  it('is what package.json exports, where there is no main', async () => {
    const app = await archive({
      'package.json': '{ "type": "module", "exports": { ".": { "import": "./esm.js", "default": "./no.js" } } }',
      'esm.js': REPORT_ESM,
    });
    assert.equal(start(app), `${app}/esm.js ${isMain} ${app}\n`);
  });

  it('is index.js, else index.mjs', async () => {
    const cjs = await archive({ 'index.js': REPORT_CJS, 'index.mjs': 'throw 1;' });
    assert.equal(start(cjs), `${cjs}/index.js true ${cjs}\n`);
    const esm = await archive({ 'index.mjs': REPORT_ESM });
    assert.equal(start(esm), `${esm}/index.mjs ${isMain} ${esm}\n`);
  });

  it('may be any member, with and without extension, and a directory', async () => {
    const app = await archive({
      'bin/cli.js': REPORT_CJS,
      'bin/plain': `#!/usr/bin/env node\n${REPORT_CJS}`,
      'esm/cli.mjs': REPORT_ESM,
      'esm/package.json': '{ "type": "module" }',
      'esm/bare': REPORT_ESM,
      'tool/package.json': '{ "main": "run.cjs" }',
      'tool/run.cjs': REPORT_CJS,
    });
    assert.equal(start(`${app}/bin/cli.js`), `${app}/bin/cli.js true ${app}/bin/cli.js\n`);
    assert.equal(start(`${app}/bin/cli`), `${app}/bin/cli.js true ${app}/bin/cli\n`);
    assert.equal(start(`${app}/bin/plain`), `${app}/bin/plain true ${app}/bin/plain\n`);
    assert.equal(start(`${app}/esm/cli.mjs`), `${app}/esm/cli.mjs ${isMain} ${app}/esm/cli.mjs\n`);
    assert.equal(start(`${app}/esm/bare`), `${app}/esm/bare ${isMain} ${app}/esm/bare\n`);
    assert.equal(start(`${app}/tool`), `${app}/tool/run.cjs true ${app}/tool\n`);
  });

  it('is argv[1] made absolute when it is typed relative', async () => {
    const app = await archive({ 'index.js': REPORT_CJS });
    assert.equal(start(`./${archives}.zip`), `${app}/index.js true ${app}\n`);
    assert.equal(start(`${archives}.zip/`), `${app}/index.js true ${app}\n`);
  });

  it('may be an archive of any name, with bytes in front', async () => {
    const app = await archive({ 'index.js': REPORT_CJS, 'other.js': 'exports.x = 1;', 'm.mjs': REPORT_ESM });
    const plain = join(folder, 'plain-name');
    copyFileSync(app, plain);
    assert.equal(start(plain), `${plain}/index.js true ${plain}\n`);
    const executable = join(folder, 'executable.bin');
    writeFileSync(executable, Buffer.concat([Buffer.from('#!/bin/sh\nexec node "$0"\n'), readFileSync(app)]));
    assert.equal(start(executable), `${executable}/index.js true ${executable}\n`);
  });

  it('is left to Node when the file is no archive', () => {
    writeFileSync(join(folder, 'script'), REPORT_CJS);
    assert.equal(start(join(folder, 'script')), `${join(folder, 'script')} true ${join(folder, 'script')}\n`);
  });

  it('that is missing is said with the codes of Node and of zipimport', async () => {
    const app = await archive({ 'readme.txt': 'no code here' });
    const none = runNode(['--import', REGISTER_URL, app]);
    assert.equal(none.status, 1);
    assert.match(none.stderr, /ERR_ZIPIMPORT_ENTRY_MISSING/);
    assert.ok(none.stderr.includes(app));
    const member = runNode(['--import', REGISTER_URL, `${app}/gone.js`]);
    assert.equal(member.status, 1);
    assert.match(member.stderr, /(ERR_)?MODULE_NOT_FOUND/);
    assert.ok(member.stderr.includes(`${app}/gone.js`));
  });
});
