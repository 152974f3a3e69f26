// minimatch: cases after its test/patterns.ts; on Node 20 it is an ES module and CommonJS in one package.
const assert = require('node:assert/strict');
const { minimatch } = require('minimatch');

const FILES = [
  'a',
  'b',
  'c',
  'd',
  'abc',
  'abd',
  'abe',
  'bb',
  'bcd',
  'ca',
  'cb',
  'dd',
  'de',
  'a/b/c',
  '.hidden',
  'x.js',
];
const CASES = [
  ['a*', {}, ['a', 'abc', 'abd', 'abe']],
  ['[a-c]b*', {}, ['abc', 'abd', 'abe', 'bb', 'cb']],
  ['**', { dot: true }, FILES],
  ['{a,b}*', {}, ['a', 'b', 'abc', 'abd', 'abe', 'bb', 'bcd']],
  ['+(a|b)*', {}, ['a', 'b', 'abc', 'abd', 'abe', 'bb', 'bcd']],
  ['@(a|b)?', {}, ['bb']],
  ['!a*', {}, FILES.filter((name) => !name.startsWith('a') || name.includes('/'))],
  ['*.js', { matchBase: true }, ['x.js']],
  ['.*', {}, ['.hidden']],
  ['a/**/c', {}, ['a/b/c']],
];

describe('minimatch', () => {
  for (const [pattern, options, expected] of CASES) {
    it(`${pattern} ${JSON.stringify(options)}`, () => {
      assert.deepEqual(
        FILES.filter((name) => minimatch(name, pattern, options)),
        expected,
      );
      assert.deepEqual(minimatch.match(FILES, pattern, options), expected);
    });
  }
  it('expands braces', () =>
    assert.deepEqual(minimatch.braceExpand('a{b,c{d,e}}{1..2}'), ['ab1', 'ab2', 'acd1', 'acd2', 'ace1', 'ace2']));
  it('makes filters', () => assert.deepEqual(FILES.filter(minimatch.filter('?b*')), ['abc', 'abd', 'abe', 'bb', 'cb']));
  it('is the same by import', async () => {
    const imported = await import('minimatch');
    assert.equal(imported.minimatch('x.js', '*.js'), true);
    assert.equal(imported.minimatch.sep, minimatch.sep);
  });
});
