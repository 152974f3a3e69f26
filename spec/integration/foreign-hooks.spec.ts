// Hooks of others see and change all modules, of the disk and of archives, whether they were registered before ours or after.
import assert from 'node:assert/strict';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { HAS_REGISTER_HOOKS } from '../../hooks/node-features.ts';
import { REGISTER_PATH, REGISTER_URL, runNode } from '../support/run-node.ts';
import { makeTempFolder, removeFolder, writeArchive, writeTree } from '../support/temp-folder.ts';

const WATCHER = `
const { registerHooks } = require('node:module');
const seen = (globalThis.seen = []);
registerHooks({
  resolve(specifier, context, next) { const found = next(specifier, context); seen.push('resolve ' + found.url.split('/').pop()); return found; },
  load(url, context, next) {
    const loaded = next(url, context);
    if (url.endsWith('js')) seen.push('load ' + url.split('/').pop() + ' ' + typeof String(loaded.source));
    return loaded.source == null ? loaded : { ...loaded, source: String(loaded.source).replace('BEFORE', 'AFTER') };
  },
});
`;

const describeWithHooks = HAS_REGISTER_HOOKS ? describe : (): void => {};

describeWithHooks('hooks of others (needs module.registerHooks, which Node.js 20 lacks)', () => {
  let folder: string;
  before(async () => {
    folder = makeTempFolder();
    const tree = {
      'main.cjs': "console.log(require('./a.cjs'), require('./b.mjs').b);\nconsole.log(globalThis.seen.join());",
      'a.cjs': "module.exports = 'BEFORE ' + require('./c.cjs');",
      'b.mjs': "import c from './c.cjs';\nexport const b = 'BEFORE ' + c;",
      'c.cjs': "module.exports = 'BEFORE c';",
      'plain.mjs':
        "import typed from 'typed';\nimport data from './data.json' with { type: 'json' };\nimport { createRequire } from 'node:module';\n" +
        "console.log(typed, data, createRequire(import.meta.url)('typed').default, import.meta.resolve('typed').split('/').slice(-3));",
      'data.json': '{ "a": 1 }',
      'node_modules/typed/package.json': '{ "type": "module", "exports": "./lib/index.js" }',
      'node_modules/typed/lib/index.js': "import { part } from './part.js';\nexport default part;",
      'node_modules/typed/lib/part.js': 'export const part = 5;',
    };
    writeTree(folder, {
      'watcher.cjs': WATCHER,
      ...Object.fromEntries(Object.entries(tree).map(([name, text]) => [`disk/${name}`, text])),
    });
    await writeArchive(join(folder, 'app.zip'), tree);
  });
  after(() => removeFolder(folder));

  const watcher = (): string => pathToFileURL(join(folder, 'watcher.cjs')).href;
  function run(first: string, second: string, main: string): string {
    const { status, stdout, stderr } = runNode(['--import', first, '--import', second, join(folder, main)]);
    assert.equal(stderr, '');
    assert.equal(status, 0);
    return stdout;
  }
  const nothing = 'data:text/javascript,';

  it('registered before ours see and change every module, of the disk and of archives', () => {
    const [expected] = run(watcher(), nothing, 'disk/main.cjs').split('\n');
    assert.match(expected ?? '', /AFTER AFTER c AFTER AFTER c/);
    assert.equal(run(watcher(), REGISTER_URL, 'disk/main.cjs').split('\n')[0], expected);
    const [values, seen] = run(watcher(), REGISTER_URL, 'app.zip/main.cjs').split('\n');
    assert.equal(values, expected);
    for (const name of ['a.cjs', 'b.mjs', 'c.cjs'])
      assert.ok(seen?.includes(`resolve ${name}`) && seen.includes(`load ${name} string`), `${name} in ${seen}`);
  });

  it('registered before ours may only look', () => {
    const looker = `data:text/javascript,${encodeURIComponent(`
        import { registerHooks } from 'node:module';
        registerHooks({ resolve: (...args) => args[2](args[0], args[1]), load: (...args) => args[2](args[0], args[1]) });`)}`;
    const expected = run(nothing, nothing, 'disk/plain.mjs');
    assert.equal(run(looker, REGISTER_URL, 'app.zip/plain.mjs'), expected);
  });

  it('registered after ours see and change every module, of the disk and of archives', () => {
    const expected = run(watcher(), nothing, 'disk/main.cjs').split('\n')[0];
    assert.equal(run(REGISTER_URL, watcher(), 'disk/main.cjs').split('\n')[0], expected);
    const [values, seen] = run(REGISTER_URL, watcher(), 'app.zip/main.cjs').split('\n');
    assert.equal(values, expected);
    for (const name of ['a.cjs', 'b.mjs', 'c.cjs'])
      assert.ok(seen?.includes(`resolve ${name}`) && seen.includes(`load ${name} string`), `${name} in ${seen}`);
  });

  it('that are gone again leave the short way open', () => {
    const source = `const { registerHooks } = require('node:module');
      const seen = [];
      const handle = registerHooks({ load(url, context, next) { seen.push(url.split('/').pop()); return next(url, context); } });
      require(${JSON.stringify(join(folder, 'app.zip/c.cjs'))});
      handle.deregister();
      console.log(require(${JSON.stringify(join(folder, 'app.zip/a.cjs'))}), seen.join());`;
    const { stdout, stderr } = runNode(['--import', REGISTER_URL, '-e', source]);
    assert.equal(stderr, '');
    assert.equal(stdout, 'BEFORE BEFORE c c.cjs\n');
  });
});

const THREAD_HOOKS = `
export async function resolve(specifier, context, next) {
  if (specifier === 'alias') return next(new URL('./b.mjs', context.parentURL).href, context);
  const found = await next(specifier, context);
  return specifier === 'named' ? { ...found, url: found.url + '?by-name' } : found;
}
export async function load(url, context, next) {
  const loaded = await next(url, context);
  return loaded.source == null ? loaded : { ...loaded, source: String(loaded.source).replace('BEFORE', 'AFTER') };
}
`;

describe('hooks of others on the hooks thread', () => {
  let folder: string;
  before(async () => {
    folder = makeTempFolder();
    writeTree(folder, {
      'thread.mjs': THREAD_HOOKS,
      'register.mjs': "import { register } from 'node:module';\nregister('./thread.mjs', import.meta.url);",
    });
    await writeArchive(join(folder, 'app.zip'), {
      'main.mjs':
        "import { b } from 'alias';\nimport c from './c.cjs';\nimport dep from 'dep';\nconsole.log('BEFORE', b, c, dep);\n" +
        "console.log(await import('none').catch((error) => error.message.split(' imported')[0]));",
      'without-alias.mjs':
        "import { b } from './b.mjs';\nimport c from './c.cjs';\nimport dep from 'dep';\nconsole.log(b, c, dep);",
      'by-name.mjs': "import named from 'named';\nconsole.log(named);",
      'b.mjs': "export const b = 'BEFORE b';",
      'c.cjs': "module.exports = 'BEFORE c';",
      'node_modules/dep/package.json': '{ "type": "module", "exports": "./lib/index.js" }',
      'node_modules/dep/lib/index.js': "export default 'BEFORE dep';",
      'node_modules/named/package.json': '{ "type": "module", "exports": "./index.js" }',
      'node_modules/named/index.js': 'export default new URL(import.meta.url).search;',
    });
  });
  after(() => removeFolder(folder));

  function run(main: string, ...options: readonly string[]): string {
    const { status, stdout, stderr } = runNode(['--no-warnings', ...options, join(folder, main)], { cwd: folder });
    assert.equal(status, 0, stderr);
    return stdout;
  }

  const theirs = ['--import', './register.mjs'];

  it('see and change members, when they were registered after ours', () => {
    const expected = run('app.zip.d/main.mjs', ...theirs);
    assert.equal(expected, "AFTER AFTER b BEFORE c AFTER dep\nCannot find package 'none'\n");
    assert.equal(run('app.zip/main.mjs', '--import', REGISTER_URL, ...theirs), expected);
    assert.equal(run('app.zip/main.mjs', '-r', REGISTER_PATH, ...theirs), expected);
  });

  // import-in-the-middle, and so OpenTelemetry, is told by name which packages to wrap.
  it('are given specifiers as they are, when they were registered after ours', () => {
    const expected = run('app.zip.d/by-name.mjs', ...theirs);
    assert.equal(expected, '?by-name\n');
    assert.equal(run('app.zip/by-name.mjs', '--import', REGISTER_URL, ...theirs), expected);
    assert.equal(run('app.zip/by-name.mjs', '-r', REGISTER_PATH, ...theirs), expected);
  });

  it('and when they were registered before', () => {
    // The `resolve` of such hooks is out of reach on Node 20: see docs/differences.md.
    const main = HAS_REGISTER_HOOKS ? 'main.mjs' : 'without-alias.mjs';
    const expected = run(`app.zip.d/${main}`, ...theirs);
    assert.match(expected, /AFTER b/);
    assert.equal(run(`app.zip/${main}`, ...theirs, '--import', REGISTER_URL), expected);
  });

  it('leave the disk as it is', () => {
    const expected = run('app.zip.d/main.mjs', ...theirs);
    assert.equal(run('app.zip.d/main.mjs', '--import', REGISTER_URL, ...theirs), expected);
    assert.equal(run('app.zip.d/main.mjs', ...theirs, '--import', REGISTER_URL), expected);
  });
});
