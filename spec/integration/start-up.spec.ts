// A program that meets no archive loads the first bundle and no other: each costs it milliseconds for nothing.
import assert from 'node:assert/strict';
import { cpSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT, runNode } from '../support/run-node.ts';
import { makeTempFolder, removeFolder, writeTree } from '../support/temp-folder.ts';

/** On Node 20 what hooks imports lies with what finds modules in archives, and brings worker_threads, which is patched at once. */
const NEEDED = [
  'register.cjs',
  'start.cjs',
  'zipimport.cjs',
  ...(process.versions.node.startsWith('20.') ? ['modules.cjs', 'processes.cjs'] : []),
];

describe('start-up', () => {
  let folder: string;
  before(() => {
    folder = makeTempFolder();
    mkdirSync(join(folder, 'dist'));
    for (const name of NEEDED) cpSync(join(ROOT, 'dist', name), join(folder, 'dist', name));
    writeTree(folder, {
      'package.json': '{ "type": "commonjs" }',
      'main.cjs': `
        const fs = require('node:fs');
        const { join } = require('node:path');
        const { pathToFileURL } = require('node:url');
        const file = join(__dirname, 'a.txt');
        fs.writeFileSync(file, 'text');
        fs.writeFileSync(join(__dirname, 'not.zip'), 'no archive');
        const seen = [fs.readFileSync(pathToFileURL(file), 'utf8'), fs.statSync(Buffer.from(file)).size,
          fs.readFileSync(join(__dirname, 'not.zip'), 'latin1'), fs.existsSync('none.zip'), require('./b'), require.resolve('dep')];
        const fd = fs.openSync(file);
        fs.readSync(fd, Buffer.alloc(2));
        fs.closeSync(fd);
        fs.renameSync(file, file + '2');
        fs.copyFileSync(file + '2', file);
        fs.createReadStream(file).setEncoding('utf8').on('data', async (text) => {
          const { b } = await import('./c.mjs');
          seen.push(text, b, (await fs.promises.readdir(__dirname)).includes('a.txt'));
          fs.watch(__dirname).close();
          process.stdout.write(JSON.stringify(seen));
        });`,
      'b.js': 'module.exports = 2;',
      'c.mjs':
        "import dep from 'dep';\nexport { default as b } from './b.js';\nimport.meta.resolve('dep');\nif (dep !== 3) throw dep;\n",
      'node_modules/dep/index.js': 'module.exports = 3;',
    });
  });
  after(() => removeFolder(folder));

  it('needs one bundle where no archive takes part', () => {
    const { stdout, stderr } = runNode(['--import', join(folder, 'dist', 'register.cjs'), join(folder, 'main.cjs')], {
      cwd: folder,
    });
    assert.equal(stderr, '');
    const dep = join(folder, 'node_modules/dep/index.js');
    assert.deepEqual(JSON.parse(stdout), ['text', 4, 'no archive', false, 2, dep, 'text', 2, true]);
  });

  it('misses the others where one does', () => {
    const { status, stderr } = runNode(
      ['--import', join(folder, 'dist', 'register.cjs'), '-e', 'fs.readFileSync("not.zip/a")'],
      { cwd: folder },
    );
    assert.equal(status, 1);
    assert.match(stderr, /ENOENT.*\.cjs/);
  });
});
