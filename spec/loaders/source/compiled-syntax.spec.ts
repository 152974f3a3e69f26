import assert from 'node:assert/strict';
import { compilesAsModuleOnly } from '../../../loaders/source/compiled-syntax.ts';
import { hasModuleSyntax } from '../../../loaders/source/module-syntax.ts';

describe('compilesAsModuleOnly', () => {
  const SOURCES: Readonly<Record<string, boolean>> = {
    '': false,
    'exports.a = require("a");': false,
    'import("a");': false,
    'return 1;': false,
    'const a = ;': false,
    'async () => { await 1; }': false,
    'function f() { await 1; }': false,
    'with (a) {}': false,
    'import "a";': true,
    '#!/usr/bin/env node\nimport "a";': true,
    'export {};': true,
    '// export {}\nimport.meta.url;': true,
    'await 1 // the end': true,
    'for await (const a of b);': true,
    'const require = 1; await require;': true,
    'console.log(await 1);': true,
    'for await (const a of b); import "a";': true,
    'const exports = 1; export {};': true,
    'const a = await 1; const a = 2;': false,
  };
  for (const [source, isModule] of Object.entries(SOURCES)) {
    it(`says ${isModule} of ${JSON.stringify(source)}, as Node does`, () => {
      assert.equal(compilesAsModuleOnly(source), isModule);
      assert.equal(hasModuleSyntax(source, '/x.js'), isModule);
    });
  }
});
