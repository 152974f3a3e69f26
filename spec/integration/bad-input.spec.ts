// Broken, missing and changed archives: a coded error that names file and member, exit code 1, never "module not found".
import assert from 'node:assert/strict';
import { copyFileSync, mkdirSync, readFileSync, renameSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { REGISTER_URL, ROOT, runNode } from '../support/run-node.ts';
import { makeTempFolder, removeFolder, writeArchive } from '../support/temp-folder.ts';

const ZIPS = join(ROOT, 'spec/fixtures/zips');

describe('bad input', () => {
  let folder: string;
  let app: string;
  before(async () => {
    folder = makeTempFolder();
    app = join(folder, 'app.zip');
    await writeArchive(app, {
      'index.js': 'console.log(require("./dep").value);',
      'dep.js': 'exports.value = "a value that is long enough to be deflated, a value, a value, a value";',
    });
  });
  after(() => removeFolder(folder));

  /** Every way in: as the entry point, by require, by import. */
  function waysIn(archive: string, member: string): string[] {
    return [
      runNode(['--import', REGISTER_URL, archive]),
      runNode(['--import', REGISTER_URL, '-e', `require(${JSON.stringify(`${archive}/${member}`)})`]),
      runNode([
        '--import',
        REGISTER_URL,
        '--input-type=module',
        '-e',
        `import(${JSON.stringify(`${archive}/${member}`)})`,
      ]),
    ].map(({ status, stdout, stderr }) => {
      assert.equal(status, 1);
      assert.equal(stdout, '');
      assert.ok(!/MODULE_NOT_FOUND/.test(stderr), stderr);
      assert.ok(stderr.includes(archive), stderr);
      return /code: '(\w+)'/.exec(stderr)?.[1] ?? stderr;
    });
  }

  it('a missing archive as the entry point', () => {
    const { status, stderr } = runNode(['--import', REGISTER_URL, join(folder, 'missing.zip')]);
    assert.equal(status, 1);
    assert.match(stderr, /ERR_ZIPIMPORT_ARCHIVE_MISSING/);
    assert.ok(stderr.includes(join(folder, 'missing.zip')));
    assert.match(
      runNode(['--import', REGISTER_URL, join(folder, 'missing.zip/bin/cli.js')]).stderr,
      /ERR_ZIPIMPORT_ARCHIVE_MISSING/,
    );
  });

  it('a file that is no zip, and one that was cut off', () => {
    const text = join(folder, 'text.zip');
    writeFileSync(text, 'this is not a zip archive');
    assert.deepEqual(new Set(waysIn(text, 'index.js')), new Set(['ERR_ZIPIMPORT_EOCD_MISSING']));
    const cut = join(folder, 'cut.zip');
    writeFileSync(cut, readFileSync(app).subarray(0, 200));
    assert.deepEqual(new Set(waysIn(cut, 'index.js')), new Set(['ERR_ZIPIMPORT_EOCD_MISSING']));
    writeFileSync(cut, '');
    assert.deepEqual(new Set(waysIn(cut, 'index.js')), new Set(['ERR_ZIPIMPORT_EOCD_MISSING']));
  });

  it('a directory where an archive was expected', () => {
    mkdirSync(join(folder, 'directory.zip'), { recursive: true });
    const { stdout } = runNode([
      '-e',
      `try { require(${JSON.stringify(join(ROOT, 'dist/zipimport.cjs'))}).openArchive(${JSON.stringify(join(folder, 'directory.zip'))}) } catch (error) { console.log(error.code, error.archive) }`,
    ]);
    assert.equal(stdout, `ERR_ZIPIMPORT_ARCHIVE_NOT_A_FILE ${join(folder, 'directory.zip')}\n`);
  });

  it('a member that fails its CRC', () => {
    const bytes = Buffer.from(readFileSync(app));
    const central = bytes.lastIndexOf('PK\x01\x02');
    const broken = join(folder, 'crc.zip');
    // The CRC in both headers of the last member, index.js (the local one is left to a data descriptor, which is not read).
    const local = bytes.readUInt32LE(central + 42);
    for (const at of [central + 16, local + 14]) {
      if (bytes.readUInt32LE(at) !== 0) bytes.writeUInt32LE((bytes.readUInt32LE(at) ^ 1) >>> 0, at);
    }
    writeFileSync(broken, bytes);
    const { stderr, status } = runNode(['--import', REGISTER_URL, broken]);
    assert.equal(status, 1);
    assert.match(stderr, /ERR_ZIPIMPORT_MEMBER_CRC_MISMATCH/);
    assert.match(stderr, /index\.js/);
  });

  it('an unknown method and an encrypted member, from outside', () => {
    const cases = {
      'commons-compress__bzip2-zip.zip': 'ERR_ZIPIMPORT_METHOD_UNSUPPORTED',
      'commons-compress__password-encrypted.zip': 'ERR_ZIPIMPORT_MEMBER_ENCRYPTED',
    };
    for (const [name, code] of Object.entries(cases)) {
      const archive = join(folder, name);
      copyFileSync(join(ZIPS, name), archive);
      const script = `const { openArchive } = require(${JSON.stringify(join(ROOT, 'dist/zipimport.cjs'))});
        const archive = openArchive(${JSON.stringify(archive)});
        const name = archive.list('').find((name) => archive.lookup(name).kind === 'file');
        try { archive.read(archive.lookup(name)); } catch (error) { console.log(error.code, error.archive, error.member === name, error.message.includes(name)); }`;
      assert.equal(runNode(['-e', script]).stdout, `${code} ${archive} true true\n`);
      const member = runNode([
        '-e',
        `const { openArchive } = require(${JSON.stringify(join(ROOT, 'dist/zipimport.cjs'))}); console.log(openArchive(${JSON.stringify(archive)}).list('')[0])`,
      ]).stdout.trim();
      const { status, stderr } = runNode([
        '--import',
        REGISTER_URL,
        '-e',
        `require(${JSON.stringify(`${archive}/${member}`)})`,
      ]);
      assert.equal(status, 1);
      assert.match(stderr, new RegExp(code));
    }
  });

  it('a native member that is none: Node says so, as it does in a directory', async () => {
    const archive = join(folder, 'native.zip');
    await writeArchive(archive, { 'index.js': 'require("./addon.node")', 'addon.node': 'not really' });
    const { status, stderr } = runNode(['--import', REGISTER_URL, archive]);
    assert.equal(status, 1);
    assert.match(stderr, /ERR_DLOPEN_FAILED/);
    assert.ok(stderr.includes(join(archive, 'addon.node')));
  });

  it('an archive that is replaced by rename keeps serving its old content', async () => {
    const archive = join(folder, 'replaced.zip');
    const next = join(folder, 'next.zip');
    await writeArchive(archive, { 'a.js': 'module.exports = "old a";', 'b.js': 'module.exports = "old b";' });
    await writeArchive(next, { 'a.js': 'module.exports = "new a";', 'c.js': 'module.exports = "new c";' });
    const { stdout } = runNode([
      '--import',
      REGISTER_URL,
      '-e',
      `const fs = require('fs');
      console.log(require(${JSON.stringify(`${archive}/a.js`)}));
      fs.renameSync(${JSON.stringify(next)}, ${JSON.stringify(archive)});
      console.log(require(${JSON.stringify(`${archive}/b.js`)}));
      require(${JSON.stringify(join(ROOT, 'dist/zipimport.cjs'))});
      globalThis[Symbol.for('zipimport')].invalidate();
      console.log(require(${JSON.stringify(`${archive}/c.js`)}));`,
    ]);
    assert.equal(stdout, 'old a\nold b\nnew c\n');
    renameSync(archive, `${archive}.done`);
  });

  it('an archive that is changed in place is an error that says so', async () => {
    const archive = join(folder, 'changed.zip');
    // Far enough apart not to be read at once.
    const between = Array.from({ length: 40_000 }, (_, i) => ((i * i) % 9973).toString(36)).join();
    await writeArchive(archive, { 'a.js': 'module.exports = "a";', 'between.txt': between, 'z.js': 'throw 1;' });
    utimesSync(archive, new Date(1e12), new Date(1e12));
    const { status, stdout, stderr } = runNode([
      '--import',
      REGISTER_URL,
      '-e',
      `console.log(require(${JSON.stringify(`${archive}/a.js`)}));
      require('fs').appendFileSync(${JSON.stringify(archive)}, 'more');
      require(${JSON.stringify(`${archive}/z.js`)});`,
    ]);
    assert.equal(stdout, 'a\n');
    assert.equal(status, 1);
    assert.match(stderr, /ERR_ZIPIMPORT_ARCHIVE_CHANGED/);
    assert.ok(stderr.includes(archive));
  });
});
