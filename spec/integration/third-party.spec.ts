// Third parties: a module from outside adds an in-memory finder and a loader for its own extension, in both ways there are, in workers too.
import assert from 'node:assert/strict';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { REGISTER_URL, ROOT, runNode } from '../support/run-node.ts';
import { makeTempFolder, removeFolder, writeArchive, writeTree } from '../support/temp-folder.ts';

// Written as a stranger would: plain JavaScript, nothing of ours imported.
const PLUGIN = `
const FILES = {
  'package.json': '{ "name": "virtual", "type": "module", "main": "main.js", "exports": "./main.js" }',
  'main.js': 'import greeting from "./greeting.shout"; import { createRequire } from "node:module"; export default greeting + createRequire(import.meta.url)("./lib/part.cjs");',
  'lib/part.cjs': 'module.exports = " and " + require("../greeting.shout") + " from " + __filename.split("/").slice(-2).join("/");',
  'greeting.shout': 'hello',
};
class MemoryFinder {
  constructor(entry) { this.entry = entry; }
  lookup(name) {
    if (name in FILES) return { name, kind: 'file', size: Buffer.byteLength(FILES[name]) };
    return this.list(name) === undefined ? undefined : { name, kind: 'directory', size: 0 };
  }
  list(name) {
    const prefix = name === '' ? '' : name + '/';
    const inside = Object.keys(FILES).filter((file) => file.startsWith(prefix)).map((file) => file.slice(prefix.length).split('/')[0]);
    return inside.length === 0 ? undefined : [...new Set(inside)];
  }
  read(member) { return Buffer.from(FILES[member.name]); }
  close() {}
}
const shout = {
  name: 'example/shout',
  accepts: (member) => member.name.endsWith('.shout'),
  load: ({ finder, member }) => ({ format: 'commonjs', source: 'module.exports = ' + JSON.stringify(finder.read(member).toString().trim().toUpperCase()) }),
};
exports.hook = (entry) => (entry.endsWith('.memory') ? new MemoryFinder(entry) : null);
exports.register = function register({ pathHooks, loaders }) {
  pathHooks.add(exports.hook, { suffixes: ['.memory'] });
  loaders.add(shout);
};
exports.shout = shout;
`;

const PROGRAM = `
import { createRequire } from 'node:module';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
const require = createRequire(import.meta.url);
const show = async (load) => { try { return await load(); } catch (error) { return error.code; } };
const say = async () => [
  await show(async () => (await import('/nowhere/x.memory/main.js')).default),
  await show(() => require('/nowhere/x.memory/main.js').default),
  await show(() => require('/nowhere/x.memory').default),
  await show(async () => (await import('./app.zip/loud.shout')).default),
  await show(() => require('./app.zip/loud.shout')),
  await show(() => readFileSync('/nowhere/x.memory/greeting.shout', 'utf8')),
  readdirSync('/nowhere/x.memory/lib').join(),
];
export { say };
`;

describe('a third party', () => {
  let folder: string;
  const core = JSON.stringify(pathToFileURL(join(ROOT, 'dist/index.js')).href);
  const expected = (): string => {
    const greeting = 'HELLO and HELLO from lib/part.cjs';
    return `${JSON.stringify([greeting, greeting, greeting, 'LOUD', 'LOUD', 'hello', 'part.cjs'])}\n`;
  };
  before(async () => {
    folder = makeTempFolder();
    writeTree(folder, {
      'plugin.cjs': PLUGIN,
      'plugin.mjs': `import plugin from './plugin.cjs';\nexport const register = plugin.register;\n`,
      'program.mjs': PROGRAM,
      'say.mjs': "import { say } from './program.mjs';\nconsole.log(JSON.stringify(await say()));\n",
      'worker.mjs':
        "import { parentPort } from 'node:worker_threads';\nimport { say } from './program.mjs';\nparentPort.postMessage(await say());\n",
    });
    await writeArchive(join(folder, 'app.zip'), { 'loud.shout': 'loud' });
  });
  after(() => removeFolder(folder));

  function run(source: string, env: Readonly<Record<string, string>> = {}): string {
    writeTree(folder, { 'main.mjs': source });
    const { status, stdout, stderr } = runNode(['--no-warnings', '--import', REGISTER_URL, join(folder, 'main.mjs')], {
      cwd: folder,
      env,
    });
    assert.equal(stderr, '');
    assert.equal(status, 0);
    return stdout;
  }

  it('is used by URL: CommonJS and ES module plug-ins', () => {
    for (const plugin of ['plugin.cjs', 'plugin.mjs']) {
      const source = `import { use } from ${core};\nuse(new URL('./${plugin}', import.meta.url));\nawait import('./say.mjs');\n`;
      assert.equal(run(source), expected());
    }
  });

  it('is named in ZIPIMPORT_USE', () => {
    const url = pathToFileURL(join(folder, 'plugin.cjs')).href;
    assert.equal(run("await import('./say.mjs');", { ZIPIMPORT_USE: url }), expected());
  });

  it('adds its hook and its loader itself, as ours are added', () => {
    const source = `import { pathHooks, loaders } from ${core};\nimport plugin from './plugin.cjs';
      pathHooks.add(plugin.hook, { suffixes: ['.memory'] });\nloaders.add(plugin.shout);\nawait import('./say.mjs');\n`;
    assert.equal(run(source), expected());
  });

  it('that was used by URL serves workers, too', () => {
    const source = `import { Worker } from 'node:worker_threads';\nimport { use } from ${core};
      use(new URL('./plugin.cjs', import.meta.url));
      new Worker(new URL('./worker.mjs', import.meta.url)).on('message', (said) => console.log(JSON.stringify(said)));\n`;
    assert.equal(run(source), expected());
  });

  it('is undone with everything that it added', () => {
    const source = `import { use } from ${core};\nimport { createRequire } from 'node:module';
      const undo = use(new URL('./plugin.cjs', import.meta.url));
      const require = createRequire(import.meta.url);
      console.log(require('./app.zip/loud.shout'), process.env.ZIPIMPORT_USE !== undefined);
      undo();
      delete require.cache[require.resolve('./app.zip/loud.shout')];
      for (const load of [() => require('./app.zip/loud.shout'), () => require('/nowhere/x.memory/main.js')]) {
        try { console.log(load()); } catch (error) { console.log(error.name, error.code); }
      }
      console.log(process.env.ZIPIMPORT_USE);\n`;
    assert.equal(run(source), 'LOUD true\nReferenceError undefined\nError MODULE_NOT_FOUND\nundefined\n');
  });

  it('that is no plug-in is refused with a code that names it', () => {
    writeTree(folder, {
      'empty.cjs': '',
      'bad.cjs': 'exports.register = ({ pathHooks }) => { pathHooks.add(5); };',
      'throws.cjs': 'throw new Error("inside");',
    });
    const source = `import { use } from ${core};
      for (const name of ['empty.cjs', 'bad.cjs', 'throws.cjs', 'absent.cjs']) {
        try { use(new URL('./' + name, import.meta.url)); } catch (error) { console.log(error.code, error.message.includes(name) || name === 'bad.cjs'); }
      }\n`;
    assert.equal(run(source), 'ERR_ZIPIMPORT_PLUGIN_INVALID true\n'.repeat(4));
  });

  it('whose finder has the wrong shape is refused when it is asked', () => {
    const source = `import { pathHooks } from ${core};
      pathHooks.add(() => ({}), { suffixes: ['.odd'] });
      try { await import('/x.odd/a.js'); } catch (error) { console.log(error.code); }\n`;
    assert.equal(run(source), 'ERR_ZIPIMPORT_PLUGIN_INVALID\n');
  });
});
