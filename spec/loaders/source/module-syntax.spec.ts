import assert from 'node:assert/strict';
import { hasModuleSyntax } from '../../../loaders/source/module-syntax.ts';

describe('hasModuleSyntax', () => {
  const MODULES = [
    'import "a";',
    'export const a = 1;',
    'await 1;',
    'import.meta.url;',
    'const require = 1; await require;',
  ];
  for (const source of MODULES) it(`is true for ${source}`, () => assert.equal(hasModuleSyntax(source, '/x.js'), true));

  const OTHERS = [
    '',
    'exports.a = 1;',
    'import("a");',
    '"import a from b"',
    '// export {}',
    'const a = ;',
    'return 1;',
  ];
  for (const source of OTHERS)
    it(`is false for ${source}`, () => assert.equal(hasModuleSyntax(source, '/x.js'), false));

  it('leaves no trace of the way it asks', () => {
    assert.equal('noDeprecation' in process && process.noDeprecation === undefined, false);
  });
});
