// Real files for members: extractSync, and paths that leave JavaScript under a policy.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { chmodSync, cpSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { isBuiltin } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { REGISTER_URL, ROOT, runNode } from '../support/run-node.ts';
import { makeTempFolder, removeFolder, writeArchive, writeTree } from '../support/temp-folder.ts';

const HAS_SQLITE = isBuiltin('node:sqlite');
const API = JSON.stringify(pathToFileURL(join(ROOT, 'dist/index.js')).href);

describe('real files for members', () => {
  let folder: string;
  let archive: string;
  before(async () => {
    folder = makeTempFolder();
    archive = join(folder, 'app.zip');
    const database = join(folder, 'made.db');
    if (HAS_SQLITE) {
      const make = `new (require('node:sqlite').DatabaseSync)(process.argv[1]).exec('create table t (a); insert into t values (42)')`;
      execFileSync(process.execPath, ['--no-warnings', '-e', make, database]);
    } else {
      writeFileSync(database, '');
    }
    writeTree(`${archive}.d`, { 'data/tool': '#!/bin/sh\ncat "$(dirname "$0")/text.txt"\n' });
    chmodSync(`${archive}.d/data/tool`, 0o755);
    await writeArchive(archive, {
      'package.json': '{}',
      'data/text.txt': 'some text',
      'data/t.db': readFileSync(database),
      'program.cjs': `
        const { execFile, execFileSync } = require('node:child_process');
        const tool = require('node:path').join(__dirname, 'data/tool');
        console.log(execFileSync(tool, { encoding: 'utf8' }));
        execFile(tool, (error, out) => console.log(out));`,
      'data/.env': 'FROM_ARCHIVE=yes',
      'env.cjs': `
        process.loadEnvFile(require('node:path').join(__dirname, 'data/.env'));
        const first = process.env.FROM_ARCHIVE;
        delete process.env.FROM_ARCHIVE;
        process.loadEnvFile(require('node:url').pathToFileURL(require('node:path').join(__dirname, 'data/.env')));
        const { WASI } = require('node:wasi');
        const preopens = { '/data': require('node:path').join(__dirname, 'data') };
        const wasi = new WASI({ version: 'preview1', preopens });
        console.log(first, process.env.FROM_ARCHIVE, wasi instanceof WASI, preopens['/data'].includes('app.zip'));`,
      'extract.mjs': `
        import { extractSync, openExtractionCache } from ${API};
        import { readFileSync, statSync } from 'node:fs';
        const at = (name) => new URL(name, import.meta.url);
        const text = extractSync(at('data/text.txt'));
        console.log(readFileSync(text, 'utf8'), (statSync(text).mode & 0o777).toString(8));
        console.log(readFileSync(extractSync(at('data')) + '/text.txt', 'utf8'));
        console.log(extractSync(process.execPath) === process.execPath);
        try { extractSync(at('none')); } catch ({ code, syscall, message }) { console.log(code, syscall, message.includes('none')); }
        const [entry] = openExtractionCache().list().filter(({ files }) => files.length === 1);
        console.log(entry.files.join(), entry.inUse ? 'in use' : '');
        const copy = { name: 'data/text.txt', content: Buffer.from('some text'), executable: false };
        console.log(openExtractionCache({ directory: process.argv[2] }).place(copy).slice(-13));`,
      'children.cjs': `
        const { execFile, execFileSync, spawnSync, fork } = require('node:child_process');
        const { join } = require('node:path');
        const text = join(__dirname, 'data/text.txt');
        const print = "process.stdout.write(String(process.argv[1] === process.argv[2]) + require('fs').readFileSync(process.argv[1]))";
        // No Node by its name, so that it is a program like any other.
        const program = process.argv[2];
        console.log(execFileSync(program, [text], { encoding: 'utf8' }));
        console.log(spawnSync(program, ['--file=' + text], { encoding: 'utf8', cwd: join(__dirname, 'data') }).stdout);
        console.log(execFileSync(process.execPath, ['-e', print, text, text], { encoding: 'utf8' }));
        execFile(program, [text], (error, out) => console.log(out));
        console.log(__filename.includes('app.zip'), require('fs').realpathSync(text) === text);`,
      'sqlite.mjs': `
        import { DatabaseSync } from 'node:sqlite';
        import { fileURLToPath } from 'node:url';
        const database = new DatabaseSync(fileURLToPath(new URL('data/t.db', import.meta.url)), { readOnly: true });
        console.log(database.prepare('select a from t').get().a, database instanceof DatabaseSync, database.constructor === DatabaseSync);`,
    });
    writeTree(folder, {
      'policy.json': JSON.stringify({ extract: { directory: './cache', members: ['data/**'] } }),
      'plain.json': JSON.stringify({ extract: { directory: './plain' } }),
    });
    // Prints its last argument's file, and how it was named.
    const program = `#!/bin/sh\nfor last; do :; done\nfile="\${last#--file=}"\ncat "$file"\ncase "$file" in *app.zip*) echo " in the archive";; esac\n[ "$(pwd)" = "$(dirname "$file")" ] && printf " here"\nexit 0\n`;
    writeFileSync(join(folder, 'show'), program, { mode: 0o755 });
  });
  after(() => removeFolder(folder));

  function run(name: string, policy: string, args: readonly string[] = []): string {
    const { stdout, stderr } = runNode(['--no-warnings', '--import', REGISTER_URL, join(archive, name), ...args], {
      cwd: folder,
      env: { ZIPIMPORT_POLICY: policy },
    });
    assert.equal(stderr, '');
    return stdout;
  }

  it('extractSync: files, directories, what is on the disk, what is missing', () => {
    const lines = run('extract.mjs', 'plain.json', [join(folder, 'other')])
      .trimEnd()
      .split('\n');
    assert.deepEqual(lines, [
      'some text 400',
      'some text',
      'true',
      'ENOENT stat true',
      'text.txt in use',
      'data/text.txt',
    ]);
    assert.equal(readdirSync(join(folder, 'plain')).filter((name) => /^[0-9a-f]{64}$/.test(name)).length, 2);
  });

  it('extractSync, where the program registers itself: what Node took from fs before sees members, too', () => {
    const program = `
      const { extractSync, register } = await import(${API});
      register();
      const { readFileSync } = await import('node:fs');
      const [member, onDisk] = ${JSON.stringify([join(archive, 'data/text.txt'), archive])};
      const real = extractSync(member);
      console.log(real !== member, readFileSync(real, 'utf8'), extractSync(onDisk) === onDisk);`;
    const env = { ZIPIMPORT_POLICY: join(folder, 'plain.json') };
    const { stdout, stderr } = runNode(['--input-type=module', '-e', program], { cwd: folder, env });
    assert.equal(stderr, '');
    assert.equal(stdout, 'true some text true\n');
  });

  it('programs are named the real paths of what the policy names, Node is not', () => {
    assert.deepEqual(
      run('children.cjs', 'policy.json', [join(folder, 'show')])
        .trimEnd()
        .split('\n')
        .sort(),
      ['some text', 'some text', 'some text here', 'true true', 'truesome text'],
    );
  });

  describe('addons', () => {
    let app: string;
    before(async () => {
      app = join(folder, 'native.zip');
      for (const name of ['bcrypt', 'node-gyp-build']) {
        cpSync(join(ROOT, 'node_modules', name), `${app}.d/node_modules/${name}`, { recursive: true });
      }
      await writeArchive(app, {
        'package.json': '{}',
        'data/text.txt': 'some text',
        'index.mjs': `
          import bcrypt from 'bcrypt';
          import { fileURLToPath } from 'node:url';
          import { extractSync } from ${API};
          const path = fileURLToPath(new URL('data/text.txt', import.meta.url));
          // The addon hashes what it is handed, and so tells what that was.
          const hash = bcrypt.hashSync(path, 4);
          console.log(bcrypt.compareSync(extractSync(path), hash) ? 'real path' : 'path in the archive');
          const objects = process.report.getReport().sharedObjects.filter((file) => file.includes('prebuilds'));
          console.log(objects.map((file) => file.includes(${JSON.stringify(join(folder, 'cache'))})).join());`,
      });
      writeTree(folder, {
        'package-policy.json': JSON.stringify({ extract: { directory: './cache', packages: ['bcrypt'] } }),
        'deny-policy.json': JSON.stringify({
          native: 'deny',
          extract: { directory: './cache', packages: ['bcrypt'] },
        }),
      });
    });

    const runApp = (policy: string) =>
      runNode(['--no-warnings', '--import', REGISTER_URL, join(app, 'index.mjs')], {
        cwd: folder,
        env: { ZIPIMPORT_POLICY: policy },
      });

    it('are handed real paths of what the policy names', () => {
      assert.match(runApp('policy.json').stdout, /^real path\n/);
      assert.match(runApp('plain.json').stdout, /^path in the archive\n/);
    });

    it('are loaded from where the policy has their package unpacked', () => {
      const { stdout, stderr } = runApp('package-policy.json');
      assert.equal(stdout, 'path in the archive\ntrue\n', stderr);
    });

    it('are denied all the same where the policy denies them', () => {
      const { status, stderr } = runApp('deny-policy.json');
      assert.equal(status, 1);
      assert.match(stderr, /ERR_ZIPIMPORT_POLICY_DENIED/);
    });
  });

  it('programs that the policy names run from their real path, beside what lies beside them', () => {
    assert.equal(run('program.cjs', 'policy.json'), 'some text\nsome text\n');
    const denied = JSON.stringify({ native: 'deny', extract: { directory: './cache', members: ['data/**'] } });
    writeFileSync(join(folder, 'denied.json'), denied);
    const { status, stderr } = runNode(['--import', REGISTER_URL, join(archive, 'program.cjs')], {
      cwd: folder,
      env: { ZIPIMPORT_POLICY: 'denied.json' },
    });
    assert.equal(status, 1);
    assert.match(stderr, /ERR_ZIPIMPORT_POLICY_DENIED/);
  });

  it('nothing is put in place when the policy has nothing unpacked', () => {
    const { stderr } = runNode(['--import', REGISTER_URL, join(archive, 'children.cjs'), join(folder, 'show')], {
      cwd: folder,
      env: { ZIPIMPORT_POLICY: 'plain.json' },
    });
    assert.match(stderr, /Not a directory/);
  });

  it('what Node itself opens in C++ has real paths, too', () => {
    assert.equal(run('env.cjs', 'policy.json'), 'yes yes true true\n');
    const { stderr } = runNode(['--import', REGISTER_URL, join(archive, 'env.cjs')], {
      cwd: folder,
      env: { ZIPIMPORT_POLICY: 'plain.json' },
    });
    assert.match(stderr, /ENOENT|ENOTDIR/);
  });

  if (HAS_SQLITE) {
    it('node:sqlite opens what the policy names', () => {
      assert.equal(run('sqlite.mjs', 'policy.json'), '42 true true\n');
    });
  }
});
