// TypeScript in archives, where a directory has nothing to compare with: below node_modules, on Node 20, and through tsx.
import assert from 'node:assert/strict';
import { cpSync, mkdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { type Outcome, REGISTER_URL, ROOT, runNode } from '../support/run-node.ts';
import { makeTempFolder, removeFolder, writeArchive, writeTree } from '../support/temp-folder.ts';

const STRIPS = Boolean((process.features as { typescript?: unknown }).typescript);

describe('TypeScript in an archive', () => {
  let folder: string;
  before(async () => {
    folder = makeTempFolder();
    await writeArchive(join(folder, 'app.zip'), {
      'use.mjs': `import { createRequire } from 'node:module';
import esm from 'esm-package';
import common from 'common-package';
import ambiguous from 'ambiguous-package';
const require = createRequire(import.meta.url);
console.log(esm, common, ambiguous, require('common-package') === common, require('required-package').value);`,
      'node_modules/esm-package/package.json': '{ "type": "module", "exports": "./index.ts" }',
      'node_modules/esm-package/index.ts':
        "import { part } from './part.mts';\nconst name: string = part;\nexport default name;",
      'node_modules/esm-package/part.mts': "export const part: string = 'esm';",
      'node_modules/common-package/package.json': '{ "type": "commonjs", "main": "index.cts" }',
      'node_modules/common-package/index.cts': "const name: string = 'common';\nmodule.exports = name;",
      'node_modules/ambiguous-package/package.json': '{ "main": "index.ts" }',
      'node_modules/ambiguous-package/index.ts': "const name: string = 'ambiguous';\nexport default name;",
      'node_modules/required-package/package.json': '{ "main": "index.ts" }',
      'node_modules/required-package/index.ts': 'exports.value = 5 as number;',
      'transformed.mjs': "import { Colour, at } from 'enum-package';\nconsole.log(Colour.Blue, at());",
      'node_modules/enum-package/package.json': '{ "exports": "./index.mts" }',
      'node_modules/enum-package/index.mts':
        "export enum Colour { Red, Blue }\nexport function at() { return new Error().stack?.split('\\n')[1]; }",
      'enum.ts': 'enum Colour { Red, Blue }\nconsole.log(Colour.Blue);',
      'view.mjs': "import { view } from './view.tsx';\nconsole.log(view);",
      'view.tsx':
        "const h = (tag: string, _: null, text: string): string => ['<', tag, '>', text, '</', tag, '>'].join('');\n" +
        'export const view: string = <p>hello</p>;',
      'package.json': '{}',
      'tsconfig.json': '{ "compilerOptions": { "jsx": "react", "jsxFactory": "h" } }',
      'trace.cjs': "require('./trace.tsx').fail();",
      'trace.tsx':
        'interface A {\n  b: string;\n}\n\nexports.fail = (): never => {\n  throw new Error(String(1 as any as A));\n};',
    });
    mkdirSync(join(folder, 'with-tsx', 'node_modules'), { recursive: true });
    cpSync(join(folder, 'app.zip'), join(folder, 'with-tsx', 'app.zip'));
    symlinkSync(join(ROOT, 'node_modules', 'tsx'), join(folder, 'with-tsx', 'node_modules', 'tsx'));
  });
  after(() => removeFolder(folder));

  function run(main: string, { tsx = false, flags = [] as readonly string[] } = {}): Outcome {
    const cwd = tsx ? join(folder, 'with-tsx') : folder;
    return runNode(['--import', REGISTER_URL, ...flags, join(cwd, 'app.zip', main)], { cwd });
  }

  const EXPECTED = 'esm common ambiguous true 5\n';

  if (STRIPS) {
    it('runs below node_modules, where Node strips nothing itself, without a warning', () => {
      assert.deepEqual(run('use.mjs'), { status: 0, signal: null, stdout: EXPECTED, stderr: '' });
    });
  }

  if (process.version.startsWith('v22.') || process.version.startsWith('v24.')) {
    it('transforms below node_modules where Node was told to transform, and maps places', () => {
      const flags = ['--no-warnings', '--experimental-transform-types', '--enable-source-maps'];
      const { stdout } = run('transformed.mjs', { flags });
      assert.match(stdout, /^1 .*node_modules\/enum-package\/index\.mts:2:31\)\n$/);
    });
  }

  it('runs through the tsx that is installed beside the archive', () => {
    assert.deepEqual(run('use.mjs', { tsx: true }), { status: 0, signal: null, stdout: EXPECTED, stderr: '' });
  });

  it('runs .tsx through tsx, with the options of its tsconfig.json', () => {
    assert.deepEqual(run('view.mjs', { tsx: true }), { status: 0, signal: null, stdout: '<p>hello</p>\n', stderr: '' });
  });

  it('maps places in .tsx to the source', () => {
    const { stderr } = run('trace.cjs', { tsx: true, flags: ['--enable-source-maps'] });
    assert.match(stderr, /app\.zip\/trace\.tsx:6:9/);
  });

  it('says what to install where nothing turns it into JavaScript', () => {
    const flags = STRIPS
      ? [process.version.startsWith('v22') ? '--no-experimental-strip-types' : '--no-strip-types']
      : [];
    const { status, stderr } = run('use.mjs', { flags });
    assert.equal(status, 1);
    assert.match(stderr, /ERR_ZIPIMPORT_TYPESCRIPT_UNSUPPORTED/);
    assert.match(stderr, /npm install tsx/);
  });

  it('leaves to a registered loader what it takes over', () => {
    writeTree(folder, {
      'plugin.cjs': `exports.register = ({ loaders }) => loaders.add({
  name: 'upper',
  accepts: ({ name }) => name.endsWith('.ts'),
  load: () => ({ format: 'commonjs', source: 'console.log("taken over")' }),
});`,
    });
    const outcome = runNode(['--import', REGISTER_URL, join(folder, 'app.zip', 'enum.ts')], {
      cwd: folder,
      env: { ZIPIMPORT_USE: join(folder, 'plugin.cjs') },
    });
    assert.deepEqual(outcome, { status: 0, signal: null, stdout: 'taken over\n', stderr: '' });
  });
});
