import assert from 'node:assert/strict';
import {
  hasFlag,
  isGiven,
  quoteNodeOption,
  splitNodeOptions,
  userConditions,
} from '../../../hooks/process/node-options.ts';

describe('splitNodeOptions', () => {
  it('splits at spaces, but for quoted ones', () => {
    assert.deepEqual(splitNodeOptions(''), []);
    assert.deepEqual(splitNodeOptions('  --a   -r x '), ['--a', '-r', 'x']);
    assert.deepEqual(splitNodeOptions('--require="/a b/c.cjs" "" -x'), ['--require=/a b/c.cjs', '', '-x']);
  });

  it('takes backslashes for escapes within quotes only', () => {
    assert.deepEqual(splitNodeOptions('"C:\\\\a b\\"c" C:\\d'), ['C:\\a b"c', 'C:\\d']);
    assert.deepEqual(splitNodeOptions('"open'), ['open']);
  });
});

describe('quoteNodeOption', () => {
  it('is undone by splitting', () => {
    for (const token of ['--plain', '', '/a b', 'C:\\dir\\x', 'say "x"', 'tab\there', '\\', '"']) {
      assert.deepEqual(splitNodeOptions(`-a ${quoteNodeOption(token)} -b`), ['-a', token, '-b']);
    }
  });

  it('leaves what needs no quotes', () => {
    assert.equal(quoteNodeOption('--import=file:///a%20b.mjs'), '--import=file:///a%20b.mjs');
  });
});

describe('hasFlag', () => {
  it('goes by the last mention, in either spelling', () => {
    assert.equal(hasFlag('preserve-symlinks', []), false);
    assert.equal(hasFlag('preserve-symlinks', ['--preserve_symlinks']), true);
    assert.equal(hasFlag('preserve-symlinks', ['--preserve-symlinks', '--no-preserve-symlinks']), false);
    assert.equal(hasFlag('preserve-symlinks', ['--preserve-symlinks-main']), false);
  });
});

describe('isGiven', () => {
  it('looks for the exact spelling', () => {
    assert.equal(isGiven('--no-addons', ['--no-addons']), true);
    assert.equal(isGiven('--no-addons', ['--addons']), false);
  });
});

describe('userConditions', () => {
  it('knows all three forms', () => {
    assert.deepEqual(userConditions(['-C', 'a', '--conditions', 'b', '--conditions=c', '-C']), ['a', 'b', 'c']);
    assert.deepEqual(userConditions([]), []);
  });
});
