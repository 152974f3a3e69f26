// The plug-in of examples/plugin, on a tarball that npm itself has packed.
import assert from 'node:assert/strict';
import { execSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { gunzipSync, gzipSync } from 'node:zlib';
import { REGISTER_URL, ROOT, runNode } from '../support/run-node.ts';
import { makeTempFolder, removeFolder, writeTree } from '../support/temp-folder.ts';

const PLUGIN_URL = pathToFileURL(join(ROOT, 'examples/plugin/plugin.cjs')).href;

describe('examples/plugin', () => {
  let folder: string;
  let tarball: string;
  before(() => {
    folder = makeTempFolder();
    writeTree(folder, {
      'package/package.json': '{ "name": "packed", "version": "1.0.0", "exports": "./lib/index.js" }',
      'package/lib/index.js': 'exports.greeting = require("./greeting.txt"); exports.file = __filename;',
      'package/lib/greeting.txt': 'hello from a tarball',
      'main.mjs':
        "import packed from 'packed';\nimport { readdirSync } from 'node:fs';\nimport { Worker } from 'node:worker_threads';\n" +
        'const entry = process.env.ZIPIMPORT_PATH;\nconsole.log(packed.greeting, packed.file.slice(entry.length), readdirSync(entry).sort());\n' +
        "new Worker(new URL('./worker.cjs', import.meta.url));\n",
      'worker.cjs': "console.log(require('packed').greeting.length);\n",
    });
    execSync('npm pack --ignore-scripts --silent ./package', { cwd: folder, stdio: 'pipe' });
    tarball = join(folder, 'packed-1.0.0.tgz');
  });
  after(() => removeFolder(folder));

  const env = (entry: string): Record<string, string> => ({ ZIPIMPORT_USE: PLUGIN_URL, ZIPIMPORT_PATH: entry });

  it('runs a package from a tarball and imports text, in workers too', () => {
    const { status, stdout, stderr } = runNode(['--import', REGISTER_URL, join(folder, 'main.mjs')], {
      env: env(tarball),
    });
    assert.equal(stderr, '');
    assert.equal(status, 0);
    const file = JSON.stringify(join('/', 'lib', 'index.js')).slice(1, -1);
    assert.equal(stdout, `hello from a tarball ${file} [ 'lib', 'package.json' ]\n20\n`);
  });

  it('says which tarball is damaged, and where', () => {
    const bytes = gunzipSync(readFileSync(tarball));
    bytes[3] = (bytes[3] ?? 0) ^ 1;
    const damaged = join(folder, 'damaged.tgz');
    writeFileSync(damaged, gzipSync(bytes));
    const { status, stderr } = runNode(['--import', REGISTER_URL, join(folder, 'main.mjs')], { env: env(damaged) });
    assert.equal(status, 1);
    assert.ok(stderr.includes(`${damaged} is damaged: bad tar header at 0`), stderr);
  });
});
