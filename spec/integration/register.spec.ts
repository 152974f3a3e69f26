// The ways to install the hooks: --import, -r, NODE_OPTIONS, from a project's node_modules, and through the API.
import assert from 'node:assert/strict';
import { cpSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { REGISTER_PATH, REGISTER_URL, ROOT, runNode } from '../support/run-node.ts';
import { makeTempFolder, removeFolder, writeArchive, writeTree } from '../support/temp-folder.ts';

describe('zipimport/register', () => {
  let folder: string;
  let app: string;
  before(async () => {
    folder = makeTempFolder();
    app = join(folder, 'app.zip');
    await writeArchive(app, {
      'package.json': '{ "type": "module", "main": "main.js" }',
      'main.js': "import dep from './dep.cjs';\nimport 'bare';\nconsole.log(import.meta.url, dep, globalThis.bare);\n",
      'dep.cjs': "module.exports = require('./data.json').n;\n",
      'data.json': '{ "n": 5 }',
      'cjs.cjs': 'console.log(require.main === module, require("./dep.cjs"), process.argv[1]);\n',
      'worker.mjs':
        "import { parentPort } from 'node:worker_threads';\nimport dep from './dep.cjs';\nparentPort.postMessage([import.meta.url, dep]);\n",
      'node_modules/bare/index.js': 'globalThis.bare = __filename;\n',
    });
  });
  after(() => removeFolder(folder));

  const url = (name: string): string => pathToFileURL(join(app, name)).href;
  const expected = (): string => `${url('main.js')} 5 ${join(app, 'node_modules/bare/index.js')}\n`;

  function succeeds(args: readonly string[], env: Readonly<Record<string, string>> = {}): string {
    const { status, stdout, stderr } = runNode(args, { cwd: folder, env });
    assert.equal(stderr, '');
    assert.equal(status, 0);
    return stdout;
  }

  it('works with --import', () => {
    assert.equal(succeeds(['--import', REGISTER_URL, app]), expected());
  });

  it('works with -r, for ES modules and CommonJS', () => {
    assert.equal(succeeds(['-r', REGISTER_PATH, app]), expected());
    assert.equal(succeeds(['-r', REGISTER_PATH, join(app, 'cjs.cjs')]), `true 5 ${join(app, 'cjs.cjs')}\n`);
  });

  it('works with both, and twice', () => {
    assert.equal(succeeds(['-r', REGISTER_PATH, '--import', REGISTER_URL, '--import', REGISTER_URL, app]), expected());
  });

  it('works in NODE_OPTIONS', () => {
    assert.equal(succeeds([app], { NODE_OPTIONS: `--import ${REGISTER_URL}` }), expected());
    assert.equal(succeeds([app], { NODE_OPTIONS: `--require ${REGISTER_PATH}` }), expected());
  });

  it('works when installed in a project', () => {
    const project = join(folder, 'project');
    mkdirSync(join(project, 'node_modules/zipimport'), { recursive: true });
    for (const name of ['package.json', 'dist']) {
      cpSync(join(ROOT, name), join(project, 'node_modules/zipimport', name), { recursive: true });
    }
    const { stdout, stderr } = runNode(['--import', 'zipimport/register', app], { cwd: project });
    assert.equal(stderr, '');
    assert.equal(stdout, expected());
    assert.equal(runNode(['-r', 'zipimport/register', app], { cwd: project }).stdout, expected());
  });

  it('serves -e, --input-type=module and --print', () => {
    const file = JSON.stringify(join(app, 'dep.cjs'));
    assert.equal(succeeds(['--import', REGISTER_URL, '-p', `require(${file})`]), '5\n');
    assert.equal(
      succeeds(['--import', REGISTER_URL, '-e', `import(${file}).then((m) => console.log(m.default))`]),
      '5\n',
    );
    const source = `import dep from ${JSON.stringify(url('dep.cjs'))};\nconsole.log(dep, import.meta.resolve(${JSON.stringify(url('main.js'))}))`;
    assert.equal(succeeds(['--import', REGISTER_URL, '--input-type=module', '-e', source]), `5 ${url('main.js')}\n`);
  });

  it('reaches workers that inherit execArgv, started by path and by URL', () => {
    const program = (what: string): string =>
      `const { Worker } = require('node:worker_threads');\nnew Worker(${what}).on('message', (m) => console.log(...m));`;
    const path = JSON.stringify(join(app, 'worker.mjs'));
    const said = `${url('worker.mjs')} 5\n`;
    assert.equal(succeeds(['--import', REGISTER_URL, '-e', program(path)]), said);
    assert.equal(
      succeeds(['--import', REGISTER_URL, '-e', program(`new URL(${JSON.stringify(url('worker.mjs'))})`)]),
      said,
    );
  });

  it('can be registered and undone at run time', () => {
    const core = JSON.stringify(join(ROOT, 'dist/zipimport.cjs'));
    const file = JSON.stringify(join(app, 'dep.cjs'));
    const output = succeeds([
      '-e',
      `const Module = require('node:module');
       const fs = require('node:fs');
       const before = [Module._load, Module._resolveFilename, Module._nodeModulePaths, Module._extensions['.js'], Module._extensions['.json'], Module.registerHooks, Module.findPackageJSON, fs.statSync, fs.promises.readFile, fs.createReadStream];
       const { register } = require(${core});
       const undo = register();
       const again = register();
       console.log(require(${file}), fs.existsSync(${file}));
       again();
       again();
       delete require.cache[${file}];
       console.log(require(${file}));
       undo();
       delete require.cache[${file}];
       try { require(${file}); } catch (error) { console.log(error.code, fs.existsSync(${file})); }
       const after = [Module._load, Module._resolveFilename, Module._nodeModulePaths, Module._extensions['.js'], Module._extensions['.json'], Module.registerHooks, Module.findPackageJSON, fs.statSync, fs.promises.readFile, fs.createReadStream];
       console.log(before.every((value, at) => value === after[at]));
       import(${file}).catch((error) => console.log(error.code));`,
    ]);
    const [served, again, gone, restored, refused] = output.trim().split('\n');
    assert.deepEqual([served, again, gone, restored], ['5 true', '5', 'MODULE_NOT_FOUND false', 'true']);
    assert.match(refused ?? '', /^(ERR_MODULE_NOT_FOUND|ENOTDIR)$/);
  });

  it('leaves no trace in require.cache and loads no more of Node than it needs', () => {
    const script = `const loaded = process.moduleLoadList.filter((name) => /NativeModule (zlib|inspector|worker_threads|child_process|crypto|http|net)$/.test(name));
      console.log(JSON.stringify([Object.keys(require.cache), loaded]));`;
    writeTree(folder, { 'bare.cjs': script });
    const [cache, loaded] = JSON.parse(succeeds(['--import', REGISTER_URL, join(folder, 'bare.cjs')])) as [
      string[],
      string[],
    ];
    assert.deepEqual(cache, [join(folder, 'bare.cjs')]);
    // Node 20 is hooked through its inspector, which brings worker_threads.
    const hooked = process.versions.node.startsWith('20.')
      ? ['NativeModule worker_threads', 'NativeModule inspector']
      : [];
    assert.deepEqual(loaded, hooked);
  });
});
