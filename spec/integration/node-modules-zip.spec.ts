// node_modules.zip, path entries and several archives at once: where bare specifiers lead.
import assert from 'node:assert/strict';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { REGISTER_PATH, REGISTER_URL, ROOT, runNode } from '../support/run-node.ts';
import { makeTempFolder, removeFolder, writeArchive, writeTree } from '../support/temp-folder.ts';

const PACKAGE = (name: string, extra = ''): Record<string, string> => ({
  [`${name}/package.json`]: JSON.stringify({
    name: name.split('/').slice(-1)[0],
    exports: { '.': { import: './index.mjs', default: './index.cjs' }, './package.json': './package.json' },
  }),
  [`${name}/index.mjs`]: `export default import.meta.url;${extra}\n`,
  [`${name}/index.cjs`]: `module.exports = __filename;${extra}\n`,
});

const ASK = `
import { createRequire } from 'node:module';
const require = createRequire(import.meta.url);
for (const name of process.argv.slice(2)) {
  const said = [];
  for (const ask of [async () => (await import(name)).default, () => require(name), () => import.meta.resolve(name), () => require.resolve(name)]) {
    try { said.push(await ask()); } catch (error) { said.push(error.code); }
  }
  console.log(JSON.stringify(said));
}
`;

describe('a bare specifier', () => {
  let folder: string;
  before(async () => {
    folder = makeTempFolder();
    writeTree(folder, {
      'app/ask.mjs': ASK,
      'app/deep/er/ask.mjs': ASK,
      'nested/ask.mjs': ASK,
      'wins/ask.mjs': ASK,
      ...Object.fromEntries(
        Object.entries(PACKAGE('patched')).map(([name, text]) => [`wins/node_modules/${name}`, text]),
      ),
      'elsewhere/ask.mjs': ASK,
    });
    await writeArchive(join(folder, 'app/node_modules.zip'), {
      ...PACKAGE('one'),
      ...PACKAGE('@scope/two'),
      ...PACKAGE('user', '\nimport("one");'),
      'node_modules/@scope/says/index.js': 'globalThis.loaded = "says";\n',
    });
    await writeArchive(join(folder, 'nested/node_modules.zip'), {
      ...Object.fromEntries(
        Object.entries({ ...PACKAGE('one'), ...PACKAGE('dep') }).map(([name, text]) => [`node_modules/${name}`, text]),
      ),
    });
    await writeArchive(join(folder, 'wins/node_modules.zip'), { ...PACKAGE('patched'), ...PACKAGE('other') });
    await writeArchive(join(folder, 'library.zip'), {
      ...Object.fromEntries(Object.entries(PACKAGE('listed')).map(([name, text]) => [`node_modules/${name}`, text])),
      ...PACKAGE('direct'),
    });
    await writeArchive(join(folder, 'itself.zip'), {
      'package.json': '{ "name": "itself", "exports": "./main.cjs" }',
      'main.cjs': 'module.exports = __filename;',
    });
    await writeArchive(join(folder, 'plain-archive'), PACKAGE('unsuffixed'));
  });
  after(() => removeFolder(folder));

  function ask(
    script: string,
    names: readonly string[],
    env: Readonly<Record<string, string>> = {},
  ): (string | undefined)[][] {
    const { status, stdout, stderr } = runNode(['--import', REGISTER_URL, join(folder, script), ...names], {
      cwd: folder,
      env,
    });
    assert.equal(stderr, '');
    assert.equal(status, 0);
    return stdout
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as string[]);
  }

  /** What all four ways of asking say for a package whose files are below `root`. */
  function at(root: string): string[] {
    const esm = pathToFileURL(join(folder, root, 'index.mjs')).href;
    const cjs = join(folder, root, 'index.cjs');
    return [esm, cjs, esm, cjs];
  }

  const missing = (name: string): string[][] => [
    ['ERR_MODULE_NOT_FOUND', 'MODULE_NOT_FOUND', 'ERR_MODULE_NOT_FOUND', 'MODULE_NOT_FOUND'],
    [name],
  ];

  it('is found in node_modules.zip beside the script and above it', () => {
    const expected = [at('app/node_modules.zip/one'), at('app/node_modules.zip/@scope/two')];
    assert.deepEqual(ask('app/ask.mjs', ['one', '@scope/two']), expected);
    assert.deepEqual(ask('app/deep/er/ask.mjs', ['one', '@scope/two']), expected);
  });

  it('is found below node_modules/ in the archive', () => {
    assert.deepEqual(ask('nested/ask.mjs', ['dep']), [at('nested/node_modules.zip/node_modules/dep')]);
  });

  it('leads to the real directory before the archive', () => {
    assert.deepEqual(ask('wins/ask.mjs', ['patched', 'other']), [
      at('wins/node_modules/patched'),
      at('wins/node_modules.zip/other'),
    ]);
  });

  it('is missing where no archive has it, with the error of Node', () => {
    const [codes] = missing('nothing');
    assert.deepEqual(ask('app/ask.mjs', ['nothing']), [codes]);
    assert.deepEqual(ask('elsewhere/ask.mjs', ['one']), [codes]);
  });

  it('is found in the path entries of ZIPIMPORT_PATH, in order, whatever the archives are called', () => {
    const path = ['library.zip', 'itself.zip', 'plain-archive', 'app/node_modules.zip']
      .map((name) => join(folder, name))
      .join(process.platform === 'win32' ? ';' : ':');
    const itself = join(folder, 'itself.zip/main.cjs');
    const itselfURL = pathToFileURL(itself).href;
    assert.deepEqual(
      ask('elsewhere/ask.mjs', ['listed', 'direct', 'itself', 'unsuffixed', 'one'], { ZIPIMPORT_PATH: path }),
      [
        at('library.zip/node_modules/listed'),
        at('library.zip/direct'),
        [itself, itself, itselfURL, itself],
        at('plain-archive/unsuffixed'),
        at('app/node_modules.zip/one'),
      ],
    );
  });

  it('prefers what Node finds itself to a path entry', () => {
    assert.deepEqual(ask('app/ask.mjs', ['one'], { ZIPIMPORT_PATH: join(folder, 'nested/node_modules.zip') }), [
      at('app/node_modules.zip/one'),
    ]);
  });

  it('follows NODE_PATH into an archive, for require', () => {
    const [[esm, cjs]] = ask('elsewhere/ask.mjs', ['direct'], { NODE_PATH: join(folder, 'library.zip') }) as [string[]];
    assert.deepEqual([esm, cjs], ['ERR_MODULE_NOT_FOUND', join(folder, 'library.zip/direct/index.cjs')]);
  });

  it('is found in an archive that was mounted, until it is unmounted', () => {
    const core = JSON.stringify(join(ROOT, 'dist/zipimport.cjs'));
    const { stdout, stderr } = runNode(
      [
        '-e',
        `const { register, mount } = require(${core});
      register();
      const undo = mount(${JSON.stringify(join(folder, 'plain-archive'))});
      console.log(require('unsuffixed'));
      undo();
      try { require.resolve('unsuffixed'); } catch (error) { console.log(error.code); }`,
      ],
      { cwd: join(folder, 'elsewhere') },
    );
    assert.equal(stderr, '');
    assert.equal(stdout, `${join(folder, 'plain-archive/unsuffixed/index.cjs')}\nMODULE_NOT_FOUND\n`);
  });

  it('lists the archives in require.resolve.paths and module.paths', () => {
    const app = join(folder, 'app');
    writeTree(app, {
      'paths.cjs': 'console.log(JSON.stringify([require.resolve.paths("x").slice(0, 4), module.paths.slice(0, 3)]))',
    });
    const { stdout } = runNode(['--import', REGISTER_URL, join(app, 'paths.cjs')]);
    const archive = join(app, 'node_modules.zip');
    const expected = [join(app, 'node_modules'), join(archive, 'node_modules'), archive, join(folder, 'node_modules')];
    assert.deepEqual(JSON.parse(stdout), [expected, expected.slice(0, 3)]);
  });

  it('is found from -e and --print, whose module is made before the hooks are there', () => {
    const { stdout } = runNode(['--import', REGISTER_URL, '-p', 'require("one")'], { cwd: join(folder, 'app') });
    assert.equal(stdout, `${join(folder, 'app/node_modules.zip/one/index.cjs')}\n`);
  });

  it('is found by --import and -r, from the working directory', () => {
    const options = { cwd: join(folder, 'app/deep/er') };
    const print = 'process.stdout.write(globalThis.loaded ?? "not loaded")';
    const args = ['--import', REGISTER_URL, '--import', '@scope/says', '-e', print];
    assert.deepEqual(runNode(args, options), { status: 0, signal: null, stdout: 'says', stderr: '' });
    // What -r names is looked for from the working directory, too.
    const required = runNode(['-r', REGISTER_PATH, '-r', '@scope/says', '-p', 'loaded'], options);
    assert.equal(required.stdout, 'says\n', required.stderr);
  });
});
