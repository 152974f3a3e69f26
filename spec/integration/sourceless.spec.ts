// Programs whose CommonJS modules are in the archive as code without source: they say what they say from a directory.
import assert from 'node:assert/strict';
import { chmodSync, existsSync, readdirSync, readFileSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { type PackSummary, pack } from '../../cli/pack/pack.ts';
import { openArchive } from '../../lib/archive/archive.ts';
import { sourcelessName } from '../../loaders/compiled/sourceless-format.ts';
import { SOURCELESS_LIST } from '../../loaders/compiled/sourceless-members.ts';
import { nodeBinaries } from '../support/nodes.ts';
import { findPrograms, runProgram, stageProgram } from '../support/programs.ts';
import { NOTHING_URL, REGISTER_URL, ROOT, runNode } from '../support/run-node.ts';
import { type FileTree, makeTempFolder, removeFolder, writeArchive, writeTree } from '../support/temp-folder.ts';

describe('a program in a zip without sources', () => {
  let folder: string;
  before(() => {
    folder = makeTempFolder();
  });
  after(() => removeFolder(folder));

  // docs/compiled.md: what shows or changes a source has none; functions that are named after what they are assigned to have no name;
  // the debugger. Of code caches: a warning is used up.
  const different = [
    'globals/assert-message',
    'interop/patched-compile',
    'interop/vm-default-loader',
    'links/file-link',
    'modules/patched-extension',
    'modules/vm-import.cjs',
    'traces/inspect-error',
    'traces/inspector',
    'traces/nested-cjs',
    'traces/source-map-inline',
    'traces/uncaught-cjs',
    'typescript/source-maps-cjs',
    // Its program is started by whichever `node` is on the PATH.
    'processes/member-programs',
  ];
  const programs = findPrograms().filter(({ name }) => !different.includes(name));
  let compared = 0;
  programs.forEach((program, number) => {
    it(program.name, async () => {
      const { disk, zip, main } = await stageProgram(program, folder, number);
      const { sourceless } = await pack({
        directory: join(disk, 'app.zip'),
        output: join(zip, 'app.zip'),
        outsideLinks: 'drop',
        sourceless: {},
      });
      // Of a program of ES modules nothing is compiled: its archive is that of the other specs.
      if (sourceless?.modules === 0) return;
      compared += 1;
      const expected = runProgram(disk, [NOTHING_URL], main, program.settings);
      assert.deepEqual(runProgram(zip, [REGISTER_URL], main, program.settings), expected);
    });
  });

  // Else the comparisons above could pass with nothing compared.
  it('of many programs something is compiled', () => {
    assert.ok(compared > programs.length / 3, `${compared} of ${programs.length}`);
  });
});

const APP: FileTree = {
  'package.json': '{"name":"app","main":"lib/main"}',
  'lib/main.js': `#!/usr/bin/env node
    // SECRET comment
    const dep = require('dep');
    const { early } = require('./cycle');
    console.log(require.main === module, module.filename === __filename, early, dep.name, dep.more(), require('./data.json').x);
    try {
      dep.fail();
    } catch (error) {
      console.log(/more\\.js:(\\d+:\\d+)/.exec(error.stack)[1]);
    }`,
  'lib/cycle.js': "exports.early = 1; exports.late = require('./cycled').saw + 1;",
  'lib/cycled.js': "exports.saw = require('./cycle').early;",
  'lib/data.json': '{"x": "json"}',
  'lib/names.mjs': `import dep, { more, name } from 'dep'; import { early, late } from './cycle.js'; console.log(more(), name, early, late, dep.name);`,
  'node_modules/dep/package.json': '{"name":"dep","exports":"./index.js"}',
  'node_modules/dep/index.js':
    "module.exports = { ...require('./more.js') }; exports.name = module.exports.name = 'dep';",
  'node_modules/dep/more.js': `exports.more = () => '日本';
    exports.fail = function () {
      /* é */ class Thing {
        explode() {

          throw new TypeError('exploded');
        }
      }
      new Thing().explode();
    };`,
  'asm.js':
    "module.exports = function (std) { 'use asm'; function f(a) { a = a | 0; return (a + 1) | 0; } return { f: f }; };",
  'broken.js': 'this is no program',
};
const SAID = 'true true 1 dep 日本 json\n6:17\n';

describe('pack --sourceless', () => {
  let folder: string;
  before(() => {
    folder = makeTempFolder();
    writeTree(join(folder, 'app'), APP);
  });
  after(() => removeFolder(folder));

  const cli = (...args: readonly string[]): ReturnType<typeof runNode> =>
    runNode([join(ROOT, 'dist/cli.js'), ...args], { cwd: folder });
  const packed = (name: string, ...args: readonly string[]): string => {
    const { status, stderr } = cli('pack', 'app', '-o', name, '--quiet', '--sourceless', ...args);
    assert.deepEqual([status, stderr], [0, '']);
    return join(folder, name);
  };
  const run = (archive: string, ...flags: readonly string[]): ReturnType<typeof runNode> =>
    runNode(['--import', REGISTER_URL, ...flags, archive], { cwd: folder });

  it('makes an archive that runs and has no sources of CommonJS modules', () => {
    const archive = packed('plain.zip');
    const { status, stdout, stderr } = run(archive);
    assert.deepEqual([status, stdout, stderr], [0, SAID, '']);
    const { stdout: names } = runNode(['--import', REGISTER_URL, join(archive, 'lib/names.mjs')]);
    assert.equal(names, '日本 dep 1 2 dep\n');
    const open = openArchive(archive);
    for (const name of ['lib/main.js', 'node_modules/dep/more.js', sourcelessName()]) {
      assert.equal(open.read(open.lookup(name)!).includes('SECRET'), false, name);
      assert.equal(open.read(open.lookup(name)!).includes('new Thing'), false, name);
    }
    assert.match(open.readText(open.lookup('lib/main.js')!), /^#!\/usr\/bin\/env node\n/);
    open.close();
  });

  it('says what it compiled, for whom, and which sources stay', () => {
    const { stdout } = cli('pack', 'app', '-o', 'said.zip', '--sourceless', '--keep-source', 'lib/cycle*');
    assert.match(stdout, new RegExp(`without source: 3 modules, for Node\\.js ${process.versions.node} only\n`));
    assert.match(
      stdout,
      /source kept: 5 \(2 as asked for, 1 ES module, 1 V8 cannot keep its code \(asm\.js\), 1 no CommonJS module\)/,
    );
    const json = JSON.parse(cli('pack', 'app', '-o', 'said.zip', '--sourceless', '--json').stdout) as PackSummary;
    const { kept } = json.sourceless!;
    assert.deepEqual(kept.map(({ member }) => member).sort(), ['asm.js', 'broken.js', 'lib/names.mjs']);
    const info = JSON.parse(cli('info', 'said.zip', '--json').stdout) as { sourceless: unknown; caches: unknown };
    assert.deepEqual(info.sourceless, [{ node: process.versions.node, v8: process.versions.v8, arch: process.arch }]);
    assert.deepEqual(info.caches, []);
  });

  it('gives the same bytes twice', () => {
    const [first, second] = ['first.zip', 'second.zip'].map((name) => readFileSync(packed(name, '--manifest')));
    assert.ok(first!.equals(second!));
  });

  it('compiles what speaks of import(), and on Node.js 20 not what calls it', () => {
    writeTree(join(folder, 'imports'), {
      'index.js': "const speaks = 'import(x)'; exports.speaks = speaks; require('./calls')().then(console.log);",
      'calls.js': "module.exports = () => import('node:path').then(({ default: { posix } }) => typeof posix.join);",
    });
    const { stdout } = cli('pack', 'imports', '-o', 'imports.zip', '--sourceless', '--json');
    const { modules, kept } = (JSON.parse(stdout) as PackSummary).sourceless!;
    const isOld = Number.parseInt(process.versions.node, 10) < 22;
    assert.deepEqual([modules, kept.map(({ member }) => member)], isOld ? [1, ['calls.js']] : [2, []]);
    const { stdout: said, stderr } = run(join(folder, 'imports.zip'));
    assert.deepEqual([said, stderr], ['function\n', '']);
  });

  it('can be run as anything else: with flags of V8, watched, recorded, as one file', () => {
    const archive = packed('flags.zip');
    const ways: readonly (readonly string[])[] = [
      ['--no-opt'],
      ['--max-old-space-size=512', '--stack-size=900'],
      ['--max-lazy'],
      ['--inspect=0'],
      ['--enable-source-maps'],
      ['--require', join(folder, 'transform.cjs')],
    ];
    writeTree(folder, {
      'transform.cjs': `const Module = require('node:module');
        const { _compile } = Module.prototype;
        Module.prototype._compile = function (source, ...rest) { return _compile.call(this, '\\'use strict\\';' + source, ...rest); };`,
    });
    for (const flags of ways) assert.equal(run(archive, ...flags).stdout, SAID, flags.join(' '));
    const coverage = join(folder, 'coverage');
    assert.equal(runNode(['--import', REGISTER_URL, archive], { env: { NODE_V8_COVERAGE: coverage } }).stdout, SAID);
    assert.ok(readdirSync(coverage).length > 0);
    assert.equal(run(packed('both.zip', '--compile')).stdout, SAID);
    if (process.platform === 'win32') return;
    packed('alone', '--executable');
    assert.equal(run(join(folder, 'alone')).stdout, SAID);
  });

  it('keeps the code that V8 would forget and compile anew', () => {
    writeTree(join(folder, 'long'), {
      'index.js': `
        const rarely = require('./rarely');
        rarely();
        for (let round = 0; round < 40; round++) {
          const garbage = [];
          for (let i = 0; i < 300000; i++) garbage.push({ i, of: [i] });
        }
        console.log(rarely()());`,
      'rarely.js':
        'module.exports = (way = () => 1) => { class A { #x = way(); get = () => this.#x; } return new A().get; };',
    });
    const archive = join(folder, 'long.zip');
    assert.equal(cli('pack', 'long', '-o', archive, '--sourceless').status, 0);
    const { stdout, stderr } = run(archive, '--max-old-space-size=60');
    assert.deepEqual([stdout, stderr], ['1\n', '']);
  });

  it('fails with the versions on another one, and where the code is damaged', async () => {
    const archive = packed('other.zip');
    const rewritten = async (name: string, change: (tree: Record<string, Uint8Array>) => void): Promise<string> => {
      const open = openArchive(archive);
      const tree: Record<string, Uint8Array> = {};
      for (const member of Object.keys(APP)) tree[member] = open.read(open.lookup(member)!);
      for (const member of [SOURCELESS_LIST, sourcelessName()]) tree[member] = open.read(open.lookup(member)!);
      open.close();
      change(tree);
      const target = join(folder, name);
      await writeArchive(target, tree);
      return target;
    };
    assert.equal(run(await rewritten('same.zip', () => {})).stdout, SAID);

    const foreign = await rewritten('foreign.zip', (tree) => {
      tree[SOURCELESS_LIST] = Buffer.from('{"compiledFor":[{"node":"99.1.2","v8":"99.3.4","arch":"riscv"}]}');
      tree[sourcelessName('99.3.4', 'riscv')] = tree[sourcelessName()]!;
      delete tree[sourcelessName()];
    });
    const here = `Node.js ${process.versions.node} (V8 ${process.versions.v8}, ${process.arch})`;
    for (const flags of [[], ['--inspect=0']]) {
      const { status, stderr } = run(foreign, ...flags);
      assert.equal(status, 1);
      assert.match(stderr, /ERR_ZIPIMPORT_SOURCELESS_UNLOADABLE/);
      assert.ok(stderr.includes(`compiled for Node.js 99.1.2 (V8 99.3.4, riscv), and this is ${here}`), stderr);
    }

    const damaged = await rewritten('damaged.zip', (tree) => {
      const blob = Buffer.from(tree[sourcelessName()]!);
      blob.fill(0xff, blob.length - 400);
      tree[sourcelessName()] = blob;
    });
    assert.match(run(damaged).stderr, /its code is damaged.*\[?ERR_ZIPIMPORT_SOURCELESS_UNLOADABLE/s);
  });

  it('names the place where the program is', () => {
    const moved = join(folder, '日本.zip');
    renameSync(packed('here.zip', '--keep-source', 'lib/'), moved);
    const script = "try { require('dep').fail() } catch ({ stack }) { console.log(stack) }";
    writeTree(folder, {
      'trace.cjs': `process.chdir(__dirname); module.paths.unshift(${JSON.stringify(join(moved, 'node_modules'))}); ${script}`,
    });
    const { stdout } = runNode(['--import', REGISTER_URL, join(folder, 'trace.cjs')]);
    // Node.js 20 can be told names in Latin-1 only.
    const file = join(moved, 'node_modules/dep/more.js');
    assert.ok(stdout.includes(`${file}:6:17`) || stdout.includes(`${pathToFileURL(file).href}:6:17`), stdout);
  });

  it('is explained', () => {
    const explain = (archive: string, node: string): { loader: string | null; refused: { reason: string }[] } => {
      const args = ['explain', 'dep', '--require', '--json', '--from', join(archive, 'lib/main.js')];
      return JSON.parse(runNode([join(ROOT, 'dist/cli.js'), ...args], { node }).stdout);
    };
    const archive = packed('explained.zip', '--keep-source', 'lib/');
    assert.equal(explain(archive, process.execPath).loader, 'compiled/sourceless');
    for (const { version, path } of nodeBinaries()) {
      if (version === process.versions.node) continue;
      const { loader, refused } = explain(archive, path);
      assert.equal(loader, null);
      assert.match(refused[0]!.reason, new RegExp(`compiled for Node\\.js ${process.versions.node} `));
    }
  });

  it('tells who runs what is in the archive without zipimport what it is', () => {
    const archive = packed('unpacked.zip');
    const open = openArchive(archive);
    writeTree(join(folder, 'unpacked'), { 'main.js': open.read(open.lookup('lib/main.js')!) });
    open.close();
    const { status, stderr } = runNode([join(folder, 'unpacked/main.js')]);
    assert.equal(status, 1);
    assert.match(stderr, /main\.js has no source; it runs from its archive with zipimport/);
  });

  // Root reads everything.
  if (process.platform !== 'win32' && process.getuid?.() !== 0) {
    it('says which file cannot be read', () => {
      writeTree(join(folder, 'secret'), { 'a.js': '1' });
      chmodSync(join(folder, 'secret/a.js'), 0);
      const { status, stderr } = cli('pack', 'secret', '-o', 'secret.zip', '--sourceless');
      assert.equal(status, 1);
      assert.match(stderr, /a\.js cannot be read.*ERR_ZIPIMPORT_PACK_UNREADABLE/s);
    });
  }

  it('fails when a Node.js cannot be started, and leaves nothing', () => {
    const { status, stderr } = cli('pack', 'app', '-o', 'none.zip', '--sourceless', join(folder, 'no-node'));
    assert.equal(status, 1);
    assert.match(stderr, /ERR_ZIPIMPORT_COMPILE_FAILED/);
    assert.equal(existsSync(join(folder, 'none.zip')), false);
  });

  const others = nodeBinaries();
  if (others.length > 1) {
    it('compiles for several versions at once', () => {
      const archive = packed('several.zip', ...others.map(({ path }) => path));
      for (const { path } of others) {
        assert.equal(runNode(['--import', REGISTER_URL, archive], { node: path }).stdout, SAID, path);
      }
    });
  }
});
