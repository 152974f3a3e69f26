// What the built `zipimport pack` writes: archives that every reader accepts, files that run by themselves, nothing half-done.
import assert from 'node:assert/strict';
import { type SpawnSyncReturns, spawn, spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import * as yauzl from 'yauzl-promise';
import { REGISTER_URL, ROOT, runNode } from '../support/run-node.ts';
import { type FileTree, makeTempFolder, removeFolder, writeTree } from '../support/temp-folder.ts';

const CLI = join(ROOT, 'dist/cli.js');

/** A program that says where it is, reads a file beside it, and starts a worker and two child processes in itself. */
const APP: FileTree = {
  'package.json': '{"name":"app","version":"1.0.0","main":"index.js"}',
  'index.js': `
    const { fork, spawnSync } = require('node:child_process');
    const { once } = require('node:events');
    const { readFileSync } = require('node:fs');
    const path = require('node:path');
    const { Worker } = require('node:worker_threads');
    const member = path.join(__dirname, 'lib', 'who.js');
    async function main() {
      console.log(path.relative(process.argv[1], __filename), process.argv.slice(2), require('dep'));
      console.log(readFileSync(path.join(__dirname, 'lib/data.txt'), 'utf8'));
      console.log((await import('./lib/module.mjs')).default);
      const [said] = await once(new Worker(member), 'message');
      console.log('worker', said);
      const child = fork(member);
      console.log('fork', (await once(child, 'message'))[0]);
      const { stdout } = spawnSync(process.execPath, [member], { encoding: 'utf8', env: { PATH: process.env.PATH } });
      console.log('spawn', stdout.trim());
    }
    main();`,
  'lib/who.js': `
    const { parentPort } = require('node:worker_threads');
    const who = require('dep') + require('./more');
    if (parentPort) parentPort.postMessage(who);
    else if (process.send) process.send(who, () => process.disconnect());
    else console.log(who);`,
  'lib/more.js': 'module.exports = "!";',
  'lib/never-run.js': '',
  'lib/data.txt': 'data',
  'lib/module.mjs': `import dep from 'dep'; export default dep + ' ' + (import.meta.url.includes('/app'));`,
  'node_modules/dep/package.json': '{"name":"dep","version":"1.0.0"}',
  'node_modules/dep/index.js': 'module.exports = "dep";',
  'node_modules/.bin/dep': { link: '../dep/index.js' },
};
const SAID = ['dep', 'data', 'dep true', 'worker dep!', 'fork dep!', 'spawn dep!'];

describe('zipimport pack', () => {
  let folder: string;
  before(() => {
    folder = makeTempFolder();
    writeTree(join(folder, 'app'), APP);
    // Content of every kind: large and small, compressible and not, names that are not ASCII, folders with nothing in them.
    writeTree(join(folder, 'mixed'), {
      'package.json': '{}',
      'big.js': 'const x = 1;\n'.repeat(20_000),
      'random.bin': Uint8Array.from({ length: 70_000 }, (_, at) => (at * 7919 * at) % 251),
      'empty.txt': '',
      'ü/ö ä.txt': 'umlauts',
      '日本/語.txt': 'x',
      'run.sh': '#!/bin/sh\n',
      'up/link': { link: '../ü' },
    });
    mkdirSync(join(folder, 'mixed/nothing'));
    mkdirSync(join(folder, 'empty'));
  });
  after(() => removeFolder(folder));

  function cli(...args: readonly string[]): ReturnType<typeof runNode> {
    return runNode([CLI, ...args], { cwd: folder });
  }
  function packed(name: string, ...args: readonly string[]): string {
    const output = join(folder, `${name}-${args.length}.zip`);
    const { status, stderr } = cli('pack', name, '-o', output, '--quiet', ...args);
    assert.deepEqual([status, stderr], [0, '']);
    return output;
  }

  describe('writes what other readers accept', () => {
    /** More than fit into an end record. */
    const MANY = 66_000;
    let thousands: string;
    before(() => {
      thousands = join(folder, 'thousands.zip');
      // Made, not found: writing so many files takes a minute on some file systems.
      const { status, stderr } = runNode(
        ['--input-type=module', '--eval'].concat(`
        import { pack } from ${JSON.stringify(pathToFileURL(join(ROOT, 'dist/pack.js')).href)};
        const name = (_, at) => ({ name: (at >> 10) + '/' + at + '.js', content: Buffer.from(String(at)) });
        const extras = Array.from({ length: ${MANY} }, name);
        await pack({ directory: 'empty', output: 'thousands.zip', extras: () => Promise.resolve(extras) });
      `),
        { cwd: folder },
      );
      assert.deepEqual([status, stderr], [0, '']);
    });
    const ZSTD = process.versions.zstd === undefined ? [] : ['--zstd', 'big.js'];
    /** Reader -> its command line for an archive; null where the machine has not got it. */
    const READERS: readonly (readonly [string, readonly string[]])[] = [
      ['unzip', ['unzip', '-tqq']],
      ["Python's zipfile", [process.platform === 'win32' ? 'python' : 'python3', '-m', 'zipfile', '-t']],
      ['7z', ['7z', 't']],
    ];
    for (const [reader, [command = '', ...args]] of READERS) {
      const isThere = spawnSync(command, ['--help'], { stdio: 'ignore' }).error === undefined;
      // Other machines have other tools; the two readers below are always there.
      if (!isThere) continue;
      it(`${reader}`, () => {
        for (const archive of [
          packed('mixed'),
          packed('mixed', '--manifest'),
          packed('app', '--manifest', '--store', '*'),
          thousands,
        ]) {
          const { status, stdout, stderr } = spawnSync(command, [...args, archive], { encoding: 'utf8' });
          assert.equal(status, 0, stdout + stderr);
          assert.doesNotMatch(stdout + stderr, /warning|bad|error(?!s)/i);
        }
      });
    }

    it('yauzl-promise, with all contents as they are on the disk', async () => {
      const zip = await yauzl.fromBuffer(readFileSync(packed('mixed')));
      const names: string[] = [];
      for await (const entry of zip) {
        // What pack makes itself.
        if (entry.filename.startsWith('.zipimport/')) continue;
        names.push(entry.filename);
        if (entry.filename.endsWith('/') || entry.filename === 'up/link') continue;
        const chunks: Buffer[] = [];
        for await (const chunk of await entry.openReadStream()) chunks.push(chunk as Buffer);
        assert.ok(Buffer.concat(chunks).equals(readFileSync(join(folder, 'mixed', entry.filename))), entry.filename);
      }
      await zip.close();
      const large = await yauzl.fromBuffer(readFileSync(thousands));
      let count = 0;
      for await (const _ of large) count += 1;
      await large.close();
      assert.equal(count, MANY + 1, 'with its index');
      assert.deepEqual(names.sort(), [
        'big.js',
        'empty.txt',
        'nothing/',
        'package.json',
        'random.bin',
        'run.sh',
        'up/link',
        'ü/ö ä.txt',
        '日本/語.txt',
      ]);
    });

    it('zipimport itself, by every method', () => {
      const archive = packed('mixed', ...ZSTD);
      const { status, stdout } = cli('info', archive, '--check');
      assert.equal(status, 0, stdout);
      const methods = JSON.parse(cli('ls', archive, 'big.js', '--json').stdout) as { method: string }[];
      assert.equal(methods[0]?.method, ZSTD.length === 0 ? 'deflate' : 'zstd');
    });

    const zlib = process.getBuiltinModule('zlib') as { ZipFile?: { open(path: string): Promise<NodeZipFile> } };
    if (zlib.ZipFile !== undefined) {
      it("Node's own ZipFile", async () => {
        const zip = await zlib.ZipFile!.open(packed('mixed'));
        try {
          for (const name of ['big.js', 'empty.txt', 'random.bin', 'ü/ö ä.txt', '日本/語.txt']) {
            const entry = await zip.get(name);
            assert.ok((await entry.content()).equals(readFileSync(join(folder, 'mixed', name))), name);
          }
        } finally {
          await zip.close();
        }
        const large = await zlib.ZipFile!.open(thousands);
        try {
          assert.equal(String(await (await large.get('64/65999.js')).content()), '65999');
        } finally {
          await large.close();
        }
      });
    }
  });

  it('gives the same bytes twice', () => {
    const [first, second] = ['one.zip', 'two.zip'].map((name) => {
      const output = join(folder, name);
      assert.equal(cli('pack', 'mixed', '-o', output, '--manifest').status, 0);
      return readFileSync(output);
    });
    assert.ok(first!.equals(second!));
  });

  it('makes an archive that runs as the folder does', () => {
    const archive = packed('app');
    const { stdout, stderr } = runNode(['--import', REGISTER_URL, archive, 'x'], { cwd: folder });
    assert.equal(stderr, '');
    assert.deepEqual(stdout.trim().split('\n').slice(1), SAID.slice(1));
  });

  it('packs code caches that explain finds, and says why where it does not', () => {
    const archive = packed('app', '--compile');
    const explained = (from: string, ...flags: readonly string[]): Record<string, unknown> =>
      JSON.parse(
        runNode([...flags, CLI, 'explain', './never-run', '--require', '--json', '--from', join(from, 'lib/who.js')])
          .stdout,
      ) as Record<string, unknown>;
    assert.equal(explained(packed('app')).loader, 'source/javascript');
    // Only what runs is recorded.
    const { loader, refused } = explained(archive);
    assert.equal(loader, 'source/javascript');
    assert.match(JSON.stringify(refused), /has nothing for this member/);
    const main = ['explain', './more', '--require', '--json', '--from', join(archive, 'lib/who.js')];
    const used = JSON.parse(cli(...main).stdout) as Record<string, unknown>;
    assert.equal(used.loader, 'compiled/codecache');
    const otherV8 = JSON.parse(runNode(['--no-opt', CLI, ...main]).stdout) as Record<string, unknown>;
    assert.match(JSON.stringify(otherV8.refused), /V8 refuses it/);
  });

  it('prints a summary, or JSON', () => {
    const { stdout } = cli('pack', 'app', '-o', 'summary.zip');
    assert.match(stdout, /^.*summary\.zip: 10 members, 1 of them links, \S+ k?B in, \S+ k?B out \(.*\)\n/);
    assert.match(stdout, /^largest packages +members +size +packed\n/m);
    const { members } = JSON.parse(cli('pack', 'app', '-o', 'summary.zip', '--json').stdout) as { members: number };
    assert.equal(members, 10);
  });

  it('says what is wrong, and leaves nothing', () => {
    const rows: readonly (readonly [readonly string[], number, RegExp])[] = [
      [['pack', 'nowhere', '-o', 'bad.zip'], 1, /ERR_ZIPIMPORT_PACK_UNREADABLE/],
      [['pack', 'app', '-o', 'bad.zip', '--platform', 'windows'], 1, /ERR_ZIPIMPORT_PACK_OPTION_INVALID/],
      [['pack', 'app', '-o', 'bad.zip', '--deflate', '.js:99'], 1, /levels 1 to 9/],
      [['pack'], 2, /missing required argument/],
      [['pakc', 'app'], 2, /Did you mean pack/],
    ];
    for (const [args, code, said] of rows) {
      const { status, stderr } = cli(...args);
      assert.equal(status, code, stderr);
      assert.match(stderr, said);
    }
    assert.deepEqual(
      readdirSync(folder).filter((name) => name.startsWith('bad')),
      [],
    );
  });

  if (process.platform !== 'win32') {
    it('leaves nothing behind when it is interrupted', async () => {
      const many = join(folder, 'many');
      for (let at = 0; at < 3000; at++) writeTree(many, { [`${at % 10}/${at}.js`]: 'const y = 2;\n'.repeat(500) });
      for (const [signal, code] of [
        ['SIGINT', 130],
        ['SIGTERM', 143],
      ] as const) {
        const output = join(folder, 'interrupted.zip');
        const child = spawn(process.execPath, [CLI, 'pack', many, '-o', output], { stdio: 'ignore' });
        // The unfinished file is there as soon as members are written.
        while (!readdirSync(folder).some((name) => name.startsWith('interrupted.zip.')) && child.exitCode === null) {
          await new Promise((resolve) => setImmediate(resolve));
        }
        child.kill(signal);
        const [status] = await new Promise<[number | null]>((resolve) =>
          child.once('exit', (...ended) => resolve(ended as never)),
        );
        assert.equal(status, code);
        assert.deepEqual(
          readdirSync(folder).filter((name) => name.startsWith('interrupted')),
          [],
        );
      }
    });

    describe('--executable', () => {
      let app: string;
      before(() => {
        app = join(folder, 'bin', 'app');
        assert.equal(cli('pack', 'app', '-o', app, '--executable').status, 0);
      });

      /** Runs it as a shell would, with this Node first on the PATH. */
      function start(file: string, args: readonly string[], path: string, cwd = folder): SpawnSyncReturns<string> {
        return spawnSync(file, args, { cwd, encoding: 'utf8', env: { PATH: path } });
      }
      function nodePath(): string {
        const bin = join(folder, 'node-bin');
        mkdirSync(bin, { recursive: true });
        if (!existsSync(join(bin, 'node'))) symlinkSync(process.execPath, join(bin, 'node'));
        return [bin, '/usr/bin', '/bin'].join(delimiter);
      }

      it('runs by itself, and so do its workers and child processes', () => {
        const { stdout, stderr, status } = start(app, ['a', 'b c'], nodePath());
        assert.deepEqual([stderr, status], ['', 0]);
        assert.deepEqual(stdout.trim().split('\n'), ["index.js [ 'a', 'b c' ] dep", ...SAID.slice(1)]);
      });

      it('runs from elsewhere, over the PATH and over a link', () => {
        symlinkSync(app, join(folder, 'linked'));
        const there = join(folder, 'mixed');
        const expected = start(app, [], nodePath()).stdout;
        assert.equal(start('app', [], [join(folder, 'bin'), nodePath()].join(delimiter), there).stdout, expected);
        assert.equal(start('../bin/app', [], nodePath(), there).stdout, expected);
        assert.match(start(join(folder, 'linked'), [], nodePath()).stdout, /spawn dep!\n$/);
      });

      it('is an archive to others, and to zipimport', () => {
        assert.equal(cli('info', app, '--check').status, 0);
        const { stdout } = runNode(['--import', REGISTER_URL, app], { cwd: folder });
        assert.match(stdout, /spawn dep!\n$/);
      });

      it('says so where Node.js is missing or too old', () => {
        const missing = start('/bin/sh', [app], join(folder, 'mixed'));
        assert.equal(missing.status, 127);
        assert.match(
          missing.stderr,
          /^app: this program needs Node\.js 20\.19 or newer, and there is no node on the PATH\.\n$/,
        );
        for (const version of ['v18.20.8', 'v20.9.0', 'v20.18.3', 'v8.1.0']) {
          const old = join(folder, 'old');
          mkdirSync(old, { recursive: true });
          writeFileSync(join(old, 'node'), `#!/bin/sh\necho ${version}\n`);
          chmodSync(join(old, 'node'), 0o755);
          const { status, stderr } = start(app, [], [old, '/usr/bin', '/bin'].join(delimiter));
          assert.equal(status, 1, version);
          assert.match(stderr, new RegExp(`needs Node\\.js 20\\.19 or newer; node on the PATH is ${version}\\.\\n$`));
        }
      });

      it('comes with a companion for Windows', () => {
        const text = readFileSync(`${app}.cmd`, 'utf8');
        assert.match(text, /^@echo off\r\n/);
        assert.match(text, /"%~dp0app" %\*\r\n/);
        // The longest command line of cmd.exe. https://learn.microsoft.com/troubleshoot/windows-client/shell-experience/command-line-string-limitation
        assert.ok(text.split('\r\n').every((line) => line.length < 8000));
      });
    });
  }
});

/** The part of Node's zlib.ZipFile that is used. */
interface NodeZipFile {
  get(name: string): Promise<{ content(): Promise<Buffer> }>;
  close(): Promise<void>;
}
