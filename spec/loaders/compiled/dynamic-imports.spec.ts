import assert from 'node:assert/strict';
import { canImport, mayImport, spellsImport } from '../../../loaders/compiled/dynamic-imports.ts';

const IMPORTING = [
  "import('x')",
  "return import /* of */ ('x')",
  "#!/usr/bin/env node\nexports.load = async () => (await import('x')).default;",
  "import.defer('x')",
  '`${import("x")}`',
  "eval('import(1)')",
  "new Function('x', 'return import(x)')",
  '(0, eval)(`import(1)`)',
  // Text that is not there to be seen.
  'eval(text)',
  'global.eval(text)',
  'new Function("a", `return ${text}`)',
  'Function(...names, text)',
  "eval('imp' + 'ort(1)')",
  "new AsyncFunction('await import(1)')",
  // Not for acorn to read: who knows.
  "const broken = ; import('x')",
];

const SPEAKING = [
  '// import(1)',
  '/** @type {import("x").Y} */ let y;',
  "throw new Error('use import() instead')",
  'const pattern = /import(x)/;',
  'const text = `import(${1})`;',
  "loader.import('x'); loader?.import('x');",
  "const kinds = { AsyncFunction: 'async', text: 'import(x)' };",
  "const Function = Object; 'import(x)';",
  "Function('return this')()",
  "new Function('a', `return a`)",
  "eval('1')",
  'isFunction(value) && value instanceof Function',
];

describe('canImport', () => {
  for (const source of IMPORTING) {
    it(`is true of ${JSON.stringify(source)}`, () => {
      assert.equal(canImport(source, 'script'), true);
    });
  }

  for (const source of SPEAKING) {
    it(`is false of ${JSON.stringify(source)}`, () => assert.equal(canImport(source, 'script'), false));
  }

  it('tells `import()` of ES modules from their `import.meta`', () => {
    const start = "import { a } from 'a';\nexport default await ";
    assert.equal(canImport(`${start}import('x')`, 'module'), true);
    assert.equal(canImport(`${start}import.defer('x')`, 'module'), true);
    assert.equal(canImport(`${start}import.meta.resolve('x')`, 'module'), false);
    assert.equal(canImport(`${start}import.meta.glob('x')`, 'script'), true);
  });

  it('is false without a look at what does not even spell it', () => {
    assert.equal(spellsImport('const imported = require("x")'), false);
    assert.equal(spellsImport("import ('x')"), true);
    for (const source of [...IMPORTING, '(async () => {}).constructor(text)']) assert.equal(mayImport(source), true);
    assert.equal(mayImport('import.meta.url; isFunction(1); class { constructor() {} }'), false);
    assert.equal(canImport('not ( JavaScript', 'script'), false);
  });
});
