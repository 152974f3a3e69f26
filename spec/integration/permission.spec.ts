// Under Node's permission model: what an archive needs, and what is said without it.
import assert from 'node:assert/strict';
import { dirname, join } from 'node:path';
import { HAS_REGISTER_HOOKS } from '../../hooks/node-features.ts';
import { REGISTER_PATH, REGISTER_URL, runNode } from '../support/run-node.ts';
import { makeTempFolder, removeFolder, writeArchive, writeTree } from '../support/temp-folder.ts';

const describeWithHooks = HAS_REGISTER_HOOKS ? describe : (): void => {};

describeWithHooks('--permission (on Node.js 20 it denies the inspector that the hooks need)', () => {
  let folder: string;
  let app: string;
  before(async () => {
    folder = makeTempFolder();
    app = join(folder, 'app.zip');
    await writeArchive(app, {
      'index.mjs':
        "import fs from 'node:fs';\nimport c from './c.cjs';\nconsole.log(c, fs.readFileSync(new URL('./x.txt', import.meta.url), 'utf8'));\n",
      'c.cjs': "module.exports = require('./d.json').d;",
      'd.json': '{ "d": 4 }',
      'x.txt': 'text',
    });
  });
  after(() => removeFolder(folder));

  function run(main: string, ...allowed: readonly string[]): ReturnType<typeof runNode> {
    const rights = allowed.map((path) => `--allow-fs-read=${path}`);
    return runNode(['--permission', '--no-warnings', ...rights, '--import', REGISTER_URL, main]);
  }

  it('needs to read zipimport, where the archive is started: what is started may be read', () => {
    const { status, stdout, stderr } = run(app, dirname(REGISTER_PATH));
    assert.equal(stderr, '');
    assert.equal(stdout, '4 text\n');
    assert.equal(status, 0);
  });

  it('tells modules from CommonJS where neither extension nor package says it, as without', async () => {
    const open = join(folder, 'open.zip');
    await writeArchive(open, {
      'index.js': "console.log(typeof require, require('./module.js').then);",
      'module.js': "import other from './other.js'; export const then = `then ${other} ${typeof require}`;",
      'other.js': 'const exports = 1;\nawait 0;\nexport default exports;',
      'main.js': "import { then } from './module.js'; console.log(then);",
    });
    const rights = [dirname(REGISTER_PATH), open];
    const outcome = run(open, ...rights);
    assert.match(outcome.stderr, /ERR_REQUIRE_ASYNC_MODULE/);
    assert.equal(run(join(open, 'main.js'), ...rights).stdout, 'then 1 undefined\n');
  });

  it('a policy that may not be read is not found, but one that is named stops the program', () => {
    writeTree(folder, { 'package.json': '{}', 'zipimport.policy.json': '{ "natve": 1 }' });
    const start = (env: Readonly<Record<string, string>>, ...rights: readonly string[]) =>
      runNode(
        [
          '--permission',
          '--no-warnings',
          `--allow-fs-read=${dirname(REGISTER_PATH)}`,
          ...rights.map((path) => `--allow-fs-read=${path}`),
          '--import',
          REGISTER_URL,
          app,
        ],
        { cwd: folder, env },
      );
    assert.equal(start({}).stdout, '4 text\n');
    assert.match(start({ ZIPIMPORT_POLICY: 'zipimport.policy.json' }).stderr, /ERR_ZIPIMPORT_POLICY_UNREADABLE/);
    const both = ['package.json', 'zipimport.policy.json'].map((name) => join(folder, name));
    assert.match(start({}, ...both).stderr, /ERR_ZIPIMPORT_POLICY_INVALID/);
  });

  it('needs to read an archive that is imported from, and without it is said which right is missing', () => {
    writeTree(folder, { 'main.mjs': "import c from './app.zip/c.cjs';\nconsole.log(c);\n" });
    const main = join(folder, 'main.mjs');
    assert.equal(run(main, dirname(REGISTER_PATH), app).stdout, '4\n');
    const { status, stdout, stderr } = run(main, dirname(REGISTER_PATH));
    assert.equal(stdout, '');
    assert.equal(status, 1);
    assert.match(stderr, /ERR_ACCESS_DENIED|ERR_ZIPIMPORT_ARCHIVE_UNREADABLE/);
    assert.match(stderr, /allow-fs-read/);
    assert.ok(stderr.includes(app));
  });
});
