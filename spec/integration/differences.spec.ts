// What docs/differences.md lists, seen: a difference that is gone, or has become another one, is to be struck there.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { NOTHING_URL, REGISTER_URL, ROOT, runNode } from '../support/run-node.ts';
import { makeTempFolder, removeFolder, writeArchive } from '../support/temp-folder.ts';

const MAJOR = Number.parseInt(process.versions.node, 10);

/** One difference: how its row begins, a program beside `x.txt` and `lib/a.txt`, and what it says from a directory and from an archive. */
interface Difference {
  readonly row: string;
  /** CommonJS, with `attempt(call)`: what the call returns, or its error's code. */
  readonly program: string;
  readonly directory: string;
  readonly archive: string;
}

const DIFFERENCES: readonly Difference[] = [
  {
    row: "handing a member's path to a program",
    program: `const env = { ...process.env, ZIPIMPORT_INHERIT: '0' };
      const script = "process.stdout.write(require('fs').readFileSync(process.argv[1], 'utf8'))";
      console.log(require('child_process').spawnSync(process.execPath, ['-e', script, __dirname + '/x.txt'], { env, encoding: 'utf8' }).stdout);`,
    directory: 'x',
    archive: '',
  },
  {
    row: '`process.chdir()` into an archive',
    program:
      'let said; console.log(attempt(() => { try { process.chdir(__dirname); } catch (error) { said = error.message; throw error; } }), /It is in an archive/.test(said));',
    directory: 'undefined false',
    archive: 'ENOTDIR true',
  },
  {
    row: '`process.chdir()` into an archive',
    program:
      "console.log(attempt(() => require('child_process').spawnSync(process.execPath, ['-p', '1'], { cwd: __dirname }).status));",
    directory: '0',
    archive: 'ERR_ZIPIMPORT_CWD_IN_ARCHIVE',
  },
  {
    row: '`process.dlopen`',
    program: "console.log(attempt(() => process.loadEnvFile(__dirname + '/x.env')), process.env.FROM_FILE);",
    directory: 'undefined yes',
    archive: 'ENOENT undefined',
  },
  {
    row: 'whatever writes',
    program:
      "console.log(attempt(() => fs.writeFileSync(__dirname + '/x.txt', 'x')), attempt(() => fs.unlinkSync(__dirname + '/lib/b.txt')));",
    directory: 'undefined undefined',
    archive: 'EROFS EROFS',
  },
  {
    row: '`link()` from a member',
    program: "console.log(attempt(() => fs.linkSync(__dirname + '/x.txt', __dirname + '/../linked-' + process.pid)));",
    directory: 'undefined',
    archive: 'EXDEV',
  },
  {
    row: 'file descriptors',
    program: "console.log(fs.openSync(__dirname + '/x.txt') >= 2 ** 30);",
    directory: 'false',
    archive: 'true',
  },
  {
    row: '`module` of a CommonJS module',
    program: "console.log(Object.hasOwn(module, 'require'), Object.keys(module).includes('require'));",
    directory: 'false false',
    archive: 'true false',
  },
  {
    row: 'hint behind',
    program:
      "import('./esm/a.js').catch((error) => console.log(error.message.includes('is being treated as an ES module')));",
    directory: 'true',
    archive: 'false',
  },
  ...(MAJOR > 20
    ? []
    : [
        {
          row: '`import` of `.wasm` on Node 20',
          program: "import('./empty.wasm').then(() => console.log('works'), (error) => console.log(error.code));",
          directory: 'ERR_UNKNOWN_FILE_EXTENSION',
          archive: 'works',
        },
      ]),
];

const ATTEMPT =
  "const fs = require('fs');\nconst attempt = (call) => { try { return String(call()); } catch (error) { return error.code; } };\n";

describe('docs/differences.md', () => {
  let folder: string;
  before(async () => {
    folder = makeTempFolder();
    const programs = DIFFERENCES.map(({ program }, at) => [`${at}.cjs`, `${ATTEMPT}${program}\n`]);
    await writeArchive(join(folder, 'app.zip'), {
      ...(Object.fromEntries(programs) as Record<string, string>),
      'x.txt': 'x',
      'x.env': 'FROM_FILE=yes\n',
      'lib/a.txt': 'a',
      'lib/b.txt': 'b',
      'esm/package.json': '{ "type": "module" }',
      'esm/a.js': 'require("x");\n',
      'empty.wasm': Uint8Array.of(0, 97, 115, 109, 1, 0, 0, 0),
    });
  });
  after(() => removeFolder(folder));

  function run(preload: string, main: string): string {
    const { stdout, stderr } = runNode(['--no-warnings', '--import', preload, join(folder, main)], { cwd: folder });
    return (stdout + stderr).trimEnd();
  }

  DIFFERENCES.forEach(({ row, directory, archive }, at) => {
    it(`${row} (${at})`, () => {
      assert.ok(readFileSync(join(ROOT, 'docs/differences.md'), 'utf8').includes(`| ${row}`), 'has its row');
      assert.equal(run(NOTHING_URL, `app.zip.d/${at}.cjs`), directory);
      assert.equal(run(REGISTER_URL, `app.zip/${at}.cjs`), archive);
    });
  });

  it("The archive's own path is a file until somebody goes inside", () => {
    const path = JSON.stringify(join(folder, 'app.zip'));
    const program = `const fs = require('fs');
      const isFile = () => fs.statSync(${path}).isFile();
      console.log(isFile(), fs.statSync(${path} + '/').isDirectory());
      fs.readFileSync(${path} + '/x.txt');
      console.log(isFile());`;
    const { stdout, stderr } = runNode(['--import', REGISTER_URL, '-e', program]);
    assert.equal(stderr, '');
    assert.equal(stdout, 'true true\nfalse\n');
  });
});
