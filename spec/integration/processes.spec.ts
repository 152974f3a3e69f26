// What travels to workers and child processes, beyond what programs can compare: ways to register, configuration, the switch, recursion.
import assert from 'node:assert/strict';
import { cpSync, mkdirSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { REGISTER_PATH, REGISTER_URL, ROOT, type RunOptions, runNode } from '../support/run-node.ts';
import { makeTempFolder, removeFolder, writeArchive, writeTree } from '../support/temp-folder.ts';

describe('workers and child processes', () => {
  let folder: string;
  let app: string;
  const core = JSON.stringify(join(ROOT, 'dist/zipimport.cjs'));

  before(async () => {
    folder = makeTempFolder();
    app = join(folder, 'app.zip');
    await writeArchive(app, {
      'package.json': '{ "main": "main.cjs" }',
      'main.cjs': 'console.log("the main module of the archive");\n',
      'value.cjs': 'module.exports = "member";\n',
      'say.cjs': 'console.log(require("./value.cjs"), ...process.argv.slice(2));\n',
      'say.mjs': 'import value from "./value.cjs";\nconsole.log(value, "module");\n',
      'options.cjs': 'console.log(process.env.NODE_OPTIONS, JSON.stringify(process.execArgv));\n',
      'all.cjs': `
        const { execFileSync, execSync, fork, spawnSync } = require('node:child_process');
        const { join } = require('node:path');
        const { SHARE_ENV, Worker } = require('node:worker_threads');
        const say = join(__dirname, 'say.cjs');
        const run = (emitter) => new Promise((resolve, reject) => emitter.on('error', reject).on('exit', resolve));
        (async () => {
          spawnSync(process.execPath, [say, 'spawnSync'], { stdio: 'inherit' });
          spawnSync(process.execPath, [say, 'spawnSync, no environment'], { stdio: 'inherit', env: {} });
          execFileSync(process.execPath, [say, 'execFileSync'], { stdio: 'inherit', cwd: '/' });
          execSync('"' + process.execPath + '" "' + say + '" execSync', { stdio: 'inherit' });
          await run(fork(say, ['fork']));
          await run(fork(say, ['fork elsewhere'], { cwd: '/' }));
          await run(fork(say, ['fork without options'], { execArgv: [] }));
          for (const options of [undefined, { execArgv: [] }, { env: {} }, { env: SHARE_ENV }]) await run(new Worker(join(__dirname, 'say.mjs'), options));
        })();
      `,
    });
    writeTree(folder, {
      'plain.cjs': `try { console.log(require(${JSON.stringify(join(app, 'value.cjs'))})); } catch (error) { console.log(error.code); }\n`,
    });
  });
  after(() => removeFolder(folder));

  const member = (name: string): string => JSON.stringify(join(app, name));

  function succeeds(args: readonly string[], options: RunOptions = {}): string {
    const { status, stdout, stderr } = runNode(args, { cwd: folder, ...options });
    assert.equal(stderr, '');
    assert.equal(status, 0);
    return stdout;
  }
  /** Each line of standard output of a script that registers at run time. */
  function atRunTime(
    script: string,
    flags: readonly string[] = [],
    env: Readonly<Record<string, string>> = {},
  ): string[] {
    const source = `const { register, mount, use } = require(${core}); const undo = register();\n${script}`;
    return succeeds([...flags, '-e', source], { env })
      .trimEnd()
      .split('\n');
  }

  const ALL = [
    'member spawnSync',
    'member spawnSync, no environment',
    'member execFileSync',
    'member execSync',
    'member fork',
    'member fork elsewhere',
    'member fork without options',
    ...new Array<string>(4).fill('member module'),
  ];

  describe('know archives however their parent came to', () => {
    for (const [name, args] of Object.entries({
      '--import': ['--import', REGISTER_URL],
      '--import=': [`--import=${REGISTER_URL}`],
      '-r': ['-r', REGISTER_PATH],
      'options for V8': ['--stack-trace-limit=20', '--max-old-space-size=200', '-r', REGISTER_PATH],
    })) {
      it(name, () => {
        assert.deepEqual(
          succeeds([...args, join(app, 'all.cjs')])
            .trimEnd()
            .split('\n'),
          ALL,
        );
      });
    }

    it('NODE_OPTIONS', () => {
      const env = { NODE_OPTIONS: `--no-warnings --import ${REGISTER_URL}` };
      assert.deepEqual(
        succeeds([join(app, 'all.cjs')], { env })
          .trimEnd()
          .split('\n'),
        ALL,
      );
    });

    it('register()', () => {
      assert.deepEqual(atRunTime(`require(${member('all.cjs')})`), ALL);
    });

    it('register() in a process with options that no worker takes', () => {
      assert.deepEqual(
        atRunTime(`require(${member('all.cjs')})`, [
          '--stack-size=900',
          '--title',
          'x',
          '--no-warnings',
          '--no-deprecation',
        ]),
        ALL,
      );
    });

    it('register() in a worker', () => {
      writeTree(folder, {
        'starts.cjs': `new (require('node:worker_threads').Worker)('./registers.cjs')`,
        'registers.cjs': `(globalThis[Symbol.for('zipimport')] ??= require(${core})).register();\nrequire(${member('all.cjs')});`,
      });
      assert.deepEqual(succeeds(['./starts.cjs']).trimEnd().split('\n'), ALL);
    });

    it('zipimport/register by name, from another folder', () => {
      const project = join(folder, 'project');
      mkdirSync(join(project, 'node_modules/zipimport'), { recursive: true });
      for (const name of ['package.json', 'dist']) {
        cpSync(join(ROOT, name), join(project, 'node_modules/zipimport', name), { recursive: true });
      }
      const main = join(app, 'all.cjs');
      assert.deepEqual(succeeds(['--import', 'zipimport/register', main], { cwd: project }).trimEnd().split('\n'), ALL);
      const env = { NODE_OPTIONS: '-r zipimport/register' };
      assert.deepEqual(succeeds([main], { cwd: project, env }).trimEnd().split('\n'), ALL);
    });

    it('a package in a folder whose name has to be quoted', () => {
      const odd = join(folder, 'a "b" \\c');
      cpSync(join(ROOT, 'dist'), join(odd, 'dist'), { recursive: true });
      const script = `require(${JSON.stringify(join(odd, 'dist/zipimport.cjs'))}).register(); require(${member('all.cjs')})`;
      assert.deepEqual(succeeds(['-e', script]).trimEnd().split('\n'), ALL);
    });
  });

  describe('NODE_OPTIONS', () => {
    const print = (): string =>
      `require('node:child_process').spawnSync(process.execPath, [${member('options.cjs')}], { stdio: 'inherit'`;
    const registration = `--require ${REGISTER_PATH}`;

    it('gets the registration, once, before what is there', () => {
      assert.deepEqual(atRunTime(`${print()} })`), [`${registration} []`]);
      assert.deepEqual(atRunTime(`${print()}, env: { NODE_OPTIONS: '--no-warnings' } })`), [
        `${registration} --no-warnings []`,
      ]);
      const given = `--no-warnings --import ${REGISTER_URL}`;
      assert.deepEqual(atRunTime(`${print()} })`, [], { NODE_OPTIONS: given }), [`${given} []`]);
    });

    it('stays as it is when the command line registers', () => {
      const script = `require('node:child_process').fork(${member('options.cjs')})`;
      assert.equal(
        succeeds(['--import', REGISTER_URL, '-e', script]),
        `undefined ["--import",${JSON.stringify(REGISTER_URL)}]\n`,
      );
    });

    it('grows no further in grandchildren', () => {
      writeTree(folder, {
        'generations.cjs': `
          const depth = Number(process.argv[2]);
          if (depth === 0) console.log(process.env.NODE_OPTIONS);
          else require('node:child_process').execFileSync(process.execPath, [__filename, depth - 1], { stdio: 'inherit' });`,
      });
      const script = `process.argv[2] = 3; require(${JSON.stringify(join(folder, 'generations.cjs'))})`;
      assert.deepEqual(atRunTime(script), [registration]);
    });
  });

  describe('run what was asked for', () => {
    it('and never the main module of the archive again', async () => {
      const recursive = join(folder, 'recursive.zip');
      await writeArchive(recursive, {
        'package.json': '{ "main": "main.cjs" }',
        'main.cjs': `
          const { fork, spawnSync } = require('node:child_process');
          const { Worker } = require('node:worker_threads');
          const { join } = require('node:path');
          process.env.DEPTH = String(Number(process.env.DEPTH ?? 0) + 1);
          if (Number(process.env.DEPTH) > 1) throw new Error('the main module runs again');
          console.log('main');
          spawnSync(process.execPath, [join(__dirname, 'child.cjs'), 'spawned'], { stdio: 'inherit' });
          new Worker(join(__dirname, 'child.cjs'), { argv: ['worker'] }).on('exit', () => fork(join(__dirname, 'child.cjs'), ['forked']));`,
        'child.cjs': 'console.log(process.argv[2], process.env.DEPTH);',
      });
      for (const flags of [
        ['--import', REGISTER_URL],
        ['-r', REGISTER_PATH],
      ]) {
        assert.equal(succeeds([...flags, recursive]), 'main\nspawned 1\nworker 1\nforked 1\n');
      }
    });

    it('which may be the archive', () => {
      const script = `require('node:child_process').fork(${JSON.stringify(app)}).on('exit', () =>
        require('node:child_process').spawn(process.execPath, [${JSON.stringify(app)}], { stdio: 'inherit' }))`;
      assert.deepEqual(atRunTime(script), ['the main module of the archive', 'the main module of the archive']);
    });
  });

  describe('are given the configuration', () => {
    it('path entries, named and mounted', async () => {
      const odd = join(folder, 'packages.bin');
      await writeArchive(join(folder, 'packages.zip'), {
        'node_modules/mounted/index.js': 'module.exports = "mounted";',
      });
      renameSync(join(folder, 'packages.zip'), odd);
      await writeArchive(join(folder, 'named.zip'), { 'node_modules/named/index.js': 'module.exports = "named";' });
      writeTree(folder, { 'uses.cjs': 'console.log(require("mounted"), require("named"));' });
      const uses = JSON.stringify(join(folder, 'uses.cjs'));
      const lines = atRunTime(
        `mount(${JSON.stringify(odd)});
         const { fork, spawnSync } = require('node:child_process');
         const { SHARE_ENV, Worker } = require('node:worker_threads');
         const run = (emitter) => new Promise((resolve) => emitter.on('exit', resolve));
         (async () => {
           spawnSync(process.execPath, [${uses}], { stdio: 'inherit', cwd: '/' });
           spawnSync(process.execPath, [${uses}], { stdio: 'inherit', env: {} });
           await run(fork(${uses}, { execArgv: [] }));
           for (const options of [{}, { env: {} }, { env: SHARE_ENV }, { execArgv: [] }]) await run(new Worker(${uses}, options));
         })();`,
        [],
        { ZIPIMPORT_PATH: 'named.zip' },
      );
      assert.deepEqual(lines, new Array<string>(7).fill('mounted named'));
    });

    it('plug-ins', () => {
      const plugin = join(folder, 'plugin.cjs');
      writeTree(folder, {
        'plugin.cjs': `exports.register = (host) => { globalThis.plugged = (globalThis.plugged ?? 0) + 1; };`,
        'plugged.cjs': 'console.log(globalThis.plugged);',
      });
      const plugged = JSON.stringify(join(folder, 'plugged.cjs'));
      const lines = atRunTime(
        `use(${JSON.stringify(pathToFileURL(plugin).href)});
         const { execFileSync } = require('node:child_process');
         execFileSync(process.execPath, [${plugged}], { stdio: 'inherit', env: {} });
         new (require('node:worker_threads').Worker)(${plugged}, { env: {} });`,
      );
      assert.deepEqual(lines, ['1', '1']);
    });

    it('unless the caller says otherwise', () => {
      const source = JSON.stringify('console.log(process.env.ZIPIMPORT_PATH)');
      const lines = atRunTime(
        `mount(${JSON.stringify(app)});
         require('node:child_process').execFileSync(process.execPath, ['-e', ${source}], { stdio: 'inherit', env: { ZIPIMPORT_PATH: '' } });`,
      );
      assert.deepEqual(lines, ['']);
    });
  });

  describe('ZIPIMPORT_INHERIT=0', () => {
    const start = (options: string): string => `
      const plain = ${JSON.stringify('./plain.cjs')};
      require('node:child_process').spawnSync(process.execPath, [plain], { stdio: 'inherit'${options} });
      new (require('node:worker_threads').Worker)(plain, { execArgv: []${options} });`;

    it('is off for children of this process', () => {
      assert.deepEqual(atRunTime(start(''), [], { ZIPIMPORT_INHERIT: '0' }), ['MODULE_NOT_FOUND', 'MODULE_NOT_FOUND']);
    });

    it('is off for the child that it is given to', () => {
      assert.deepEqual(atRunTime(start(', env: { ZIPIMPORT_INHERIT: "0" }')), ['MODULE_NOT_FOUND', 'MODULE_NOT_FOUND']);
      assert.deepEqual(atRunTime(start(', env: { ZIPIMPORT_INHERIT: "1" }'), [], { ZIPIMPORT_INHERIT: '0' }), [
        'member',
        'member',
      ]);
    });
  });

  it('are as they were once the hooks are gone', () => {
    const lines = atRunTime(
      `const childProcess = require('node:child_process');
       const threads = require('node:worker_threads');
       const patched = [threads.Worker, childProcess.spawnSync, childProcess.ChildProcess.prototype.spawn, process.getBuiltinModule];
       undo();
       const restored = [threads.Worker, childProcess.spawnSync, childProcess.ChildProcess.prototype.spawn, process.getBuiltinModule];
       console.log(patched.every((value, at) => value !== restored[at]), threads.Worker.prototype.constructor === threads.Worker);
       childProcess.execFileSync(process.execPath, ['./plain.cjs'], { stdio: 'inherit' });
       import('node:worker_threads').then((names) => console.log(names.Worker === threads.Worker));`,
    );
    assert.deepEqual(lines, ['true true', 'MODULE_NOT_FOUND', 'true']);
  });

  it('cannot start in an archive, and say so', () => {
    const script = `
      const { exec, execFileSync, fork, spawn } = require('node:child_process');
      const cwd = ${JSON.stringify(app)};
      for (const start of [() => spawn('ls', { cwd }), () => exec('ls', { cwd }), () => fork(${member('say.cjs')}, { cwd }), () => execFileSync('ls', { cwd })]) {
        try { start(); } catch (error) { console.log(error.code, error.message.includes(cwd)); }
      }`;
    const line = 'ERR_ZIPIMPORT_CWD_IN_ARCHIVE true';
    assert.deepEqual(atRunTime(script), [line, line, line, line]);
  });

  it('cost a program nothing that starts none', () => {
    const script = `console.log(process.moduleLoadList.filter((name) => /NativeModule (internal\\/)?(child_process|worker_threads|cluster|worker)$/.test(name)).length)`;
    writeTree(folder, { 'loaded.cjs': script });
    const loaded = succeeds(['--import', REGISTER_URL, join(folder, 'loaded.cjs')]);
    // Node 20 is hooked through its inspector, which brings worker_threads and the module below it.
    assert.equal(loaded, process.versions.node.startsWith('20.') ? '2\n' : '0\n');
  });

  it('see named imports, default imports and require alike', () => {
    writeTree(folder, {
      'named.mjs': `
        import childProcess, { execFileSync, spawnSync } from 'node:child_process';
        import threads, { Worker } from 'worker_threads';
        import { createRequire } from 'node:module';
        const require = createRequire(import.meta.url);
        console.log(Worker === threads.Worker, require('worker_threads').Worker === Worker, process.getBuiltinModule('worker_threads').Worker === Worker);
        console.log(spawnSync === childProcess.spawnSync, require('child_process').execFileSync === execFileSync, spawnSync.name, spawnSync.length);
        execFileSync(process.execPath, [${member('say.cjs')}], { stdio: 'inherit' });`,
    });
    const expected = 'true true true\ntrue true spawnSync 3\nmember\n';
    assert.equal(succeeds(['--import', REGISTER_URL, join(folder, 'named.mjs')]), expected);
    assert.equal(succeeds(['-r', REGISTER_PATH, join(folder, 'named.mjs')]), expected);
  });
});
