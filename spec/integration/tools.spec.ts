// Node's own tools look at members as they look at files: coverage, CPU profiles, the compile cache, NODE_DEBUG.
import assert from 'node:assert/strict';
import { mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { type Outcome, REGISTER_URL, runNode } from '../support/run-node.ts';
import { makeTempFolder, removeFolder, writeArchive } from '../support/temp-folder.ts';

const [MAJOR = 0] = process.versions.node.split('.').map(Number);

describe('the tools of Node', () => {
  let folder: string;
  before(async () => {
    folder = makeTempFolder();
    await writeArchive(join(folder, 'app.zip'), {
      'main.mjs': "import used from './used.cjs';\nimport './part.mjs';\nconsole.log(used(1));\n",
      'used.cjs':
        "const half = require('./half.cjs');\nmodule.exports = function used(x) {\n  if (x > 5) {\n    return 'never';\n  }\n  return half(x);\n};\n",
      'half.cjs':
        'module.exports = (x) => {\n  let sum = 0;\n  for (let i = 0; i < 5e6; i += 1) sum += x / 2;\n  return sum;\n};\n',
      'part.mjs': 'export const part = 1;\n',
      'cached.mjs':
        "import module, { createRequire } from 'node:module';\nmodule.enableCompileCache(process.env.CACHE);\n" +
        "createRequire(import.meta.url)('./half.cjs');\nawait import('./part.mjs');\n",
    });
  });
  after(() => removeFolder(folder));

  function run(main: string, env: Readonly<Record<string, string>>, flags: readonly string[] = []): Outcome {
    const outcome = runNode(['--import', REGISTER_URL, ...flags, join(folder, 'app.zip', main)], { cwd: folder, env });
    assert.equal(outcome.status, 0, outcome.stderr);
    return outcome;
  }

  function urlOf(name: string): string {
    return pathToFileURL(join(folder, 'app.zip', name)).href;
  }

  interface Report {
    readonly result: readonly {
      readonly url: string;
      readonly functions: readonly { readonly functionName: string }[];
    }[];
  }

  it('NODE_V8_COVERAGE reports members under their URLs', () => {
    const directory = join(folder, 'coverage');
    run('main.mjs', { NODE_V8_COVERAGE: directory });
    const [file = ''] = readdirSync(directory);
    const { result } = JSON.parse(readFileSync(join(directory, file), 'utf8')) as Report;
    const urls = result.map(({ url }) => url);
    for (const name of ['main.mjs', 'used.cjs', 'half.cjs', 'part.mjs']) assert.ok(urls.includes(urlOf(name)), name);
    const names = result.find(({ url }) => url === urlOf('used.cjs'))?.functions.map((each) => each.functionName);
    assert.ok(names?.includes('used'));
  });

  it('--cpu-prof names members', () => {
    const directory = join(folder, 'profile');
    mkdirSync(directory);
    run('main.mjs', {}, ['--cpu-prof', `--cpu-prof-dir=${directory}`]);
    const [file = ''] = readdirSync(directory);
    const { nodes } = JSON.parse(readFileSync(join(directory, file), 'utf8')) as {
      nodes: { callFrame: { url: string } }[];
    };
    assert.ok(nodes.some(({ callFrame }) => callFrame.url === urlOf('half.cjs')));
  });

  it('NODE_DEBUG=zipimport tells of opened archives and of where requests lead', () => {
    const { stderr } = run('main.mjs', { NODE_DEBUG: 'zipimport' });
    const archive = join(folder, 'app.zip');
    const lines = stderr.split('\n').map((line) => line.replace(/^ZIPIMPORT \d+: /, ''));
    assert.equal(lines.filter((line) => line === `open ${archive}`).length, 1);
    assert.ok(lines.includes(`import ./used.cjs from ${urlOf('main.mjs')}: ${urlOf('used.cjs')}`));
    assert.ok(lines.includes(`require ./half.cjs from ${join(archive, 'used.cjs')}: ${join(archive, 'half.cjs')}`));
    assert.equal(run('main.mjs', { NODE_DEBUG: 'other' }).stderr, '');
  });

  if (MAJOR < 22) return;

  /** Members that the second run found in the cache, by the end of their names. */
  function hits(stderr: string): string[] {
    const found = stderr.matchAll(/cache for (?:\w+ )*(?:file:\/\/)?\S*app\.zip\/(\S+) was accepted/g);
    return [...found].map(([, name = '']) => name).sort();
  }

  const NATIVE = { NODE_DEBUG_NATIVE: 'COMPILE_CACHE' };

  it('NODE_COMPILE_CACHE is hit for members of both module systems', () => {
    const env = { NODE_COMPILE_CACHE: join(folder, 'cache'), ...NATIVE };
    assert.deepEqual(hits(run('main.mjs', env).stderr), []);
    assert.deepEqual(hits(run('main.mjs', env).stderr), ['half.cjs', 'main.mjs', 'part.mjs', 'used.cjs']);
  });

  it('module.enableCompileCache is hit for members', () => {
    const env = { CACHE: join(folder, 'enabled'), ...NATIVE };
    assert.deepEqual(hits(run('cached.mjs', env).stderr), []);
    assert.deepEqual(hits(run('cached.mjs', env).stderr), ['half.cjs', 'part.mjs']);
  });
});
