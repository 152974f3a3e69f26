import assert from 'node:assert/strict';
import { folderOfGlob, globMatcher, isGlob, matchesGlobs } from '../../../lib/policy/globs.ts';

describe('globMatcher', () => {
  const rows: readonly (readonly [string, string, boolean])[] = [
    ['data/*', 'data/a.db', true],
    ['data/*', 'data/deep/a.db', false],
    ['data/**', 'data/deep/a.db', true],
    ['data/**', 'data', true],
    ['*', '.env', true],
    ['**/*.node', 'node_modules/.pnpm/a/b.node', true],
    ['@img/*', '@img/sharp', true],
    ['*', '@img/sharp', false],
    ['{a,b}', 'b', true],
    ['!a', 'b', true],
    ['a', 'A', false],
  ];
  for (const [glob, text, expected] of rows) {
    it(`${glob} ${expected ? 'matches' : 'does not match'} ${text}`, () => {
      assert.equal(globMatcher([glob])(text), expected);
    });
  }

  it('takes any of several, and nothing without any', () => {
    assert.equal(globMatcher(['a', 'b'])('b'), true);
    assert.equal(globMatcher([])('b'), false);
  });
});

describe('matchesGlobs', () => {
  it('holds where there is no condition, and not for what is missing where there is one', () => {
    assert.equal(matchesGlobs(undefined, null), true);
    assert.equal(matchesGlobs(['*'], null), false);
    assert.equal(matchesGlobs(['*'], 'a'), true);
  });
});

describe('folderOfGlob', () => {
  it('is what is before the first special character, to the last separator', () => {
    const folders = {
      'a/b/*.db': 'a/b',
      'a/**': 'a',
      '*.db': '',
      '**': '',
      'a/b.db': 'a',
      'b.db': '',
      '{a,b}/c': '',
      '!a/b': '',
    };
    for (const [glob, folder] of Object.entries(folders)) assert.equal(folderOfGlob(glob), folder, glob);
  });
});

describe('isGlob', () => {
  it('tells globs from names', () => {
    assert.deepEqual(['a*.zip', 'plugins/**', '{a,b}', 'a.zip', '../a/b.zip'].map(isGlob), [
      true,
      true,
      true,
      false,
      false,
    ]);
  });
});
