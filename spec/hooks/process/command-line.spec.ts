import assert from 'node:assert/strict';
import {
  childArguments,
  childVariables,
  pairsOf,
  variablesOf,
  withVariables,
} from '../../../hooks/process/command-line.ts';
import type { Inheritance } from '../../../hooks/process/inheritance.ts';

const RULES = { execPath: '/opt/electron', isCaseSensitive: true };
const WINDOWS = { execPath: 'C:\\node.exe', isCaseSensitive: false };
const NO_POLICY = { file: null, variable: undefined };
const INHERITANCE: Inheritance = {
  registerPath: '/r.cjs',
  own: {},
  delimiter: ':',
  pathEntries: () => [],
  policy: NO_POLICY,
};

describe('childArguments', () => {
  const args = ['--import', 'zipimport/register', 'main.js', '--import', 'zipimport/register'];
  const pinned = ['--import', 'file:///r.cjs', 'main.js', '--import', 'zipimport/register'];

  it("spells the registration out among Node's options", () => {
    assert.deepEqual(childArguments('/opt/electron', args, {}, INHERITANCE, RULES), pinned);
    assert.deepEqual(childArguments('/usr/bin/node', args, {}, INHERITANCE, RULES), pinned);
    assert.deepEqual(childArguments('node', args, {}, INHERITANCE, RULES), pinned);
  });

  it('leaves the arguments of other programs', () => {
    assert.equal(childArguments('git', args, {}, INHERITANCE, RULES), args);
    assert.equal(childArguments('nodejs-docs', args, {}, INHERITANCE, RULES), args);
  });

  it('leaves them when there is nothing to do, or nothing to be done', () => {
    const other = ['--import', 'tsx', 'main.js'];
    assert.equal(childArguments('node', other, {}, INHERITANCE, RULES), other);
    assert.equal(childArguments('node', args, { ZIPIMPORT_INHERIT: '0' }, INHERITANCE, RULES), args);
  });
});

describe('childVariables', () => {
  it('does not register twice', () => {
    assert.deepEqual(childVariables('node', ['-r', '/r.cjs', 'main.js'], {}, INHERITANCE, RULES), {});
    assert.deepEqual(childVariables('node', ['main.js', '-r', '/r.cjs'], {}, INHERITANCE, RULES), {
      NODE_OPTIONS: '--require /r.cjs',
    });
  });

  it('serves whatever the program starts in its turn', () => {
    assert.deepEqual(childVariables('/bin/sh', ['-c', 'node -r /r.cjs x'], {}, INHERITANCE, RULES), {
      NODE_OPTIONS: '--require /r.cjs',
    });
  });
});

describe('variablesOf', () => {
  it('splits at the first equals sign', () => {
    assert.deepEqual(variablesOf(['A=b=c', 'EMPTY='], RULES), { A: 'b=c', EMPTY: '' });
  });

  it("knows Windows' names in any case, and those that begin with an equals sign", () => {
    assert.deepEqual(variablesOf(['node_options=x', 'NODE_OPTIONS=y', '=C:=C:\\dir'], WINDOWS), {
      NODE_OPTIONS: 'x',
      '=C:': 'C:\\dir',
    });
  });
});

describe('withVariables', () => {
  it('replaces and adds', () => {
    assert.deepEqual(withVariables(['A=1', 'B=2'], { B: '3', C: '4' }, RULES), ['A=1', 'B=3', 'C=4']);
    assert.deepEqual(withVariables(['a=1'], { A: '2' }, RULES), ['a=1', 'A=2']);
    assert.deepEqual(withVariables(['Node_Options=1', 'B=2'], { NODE_OPTIONS: '3' }, WINDOWS), [
      'B=2',
      'NODE_OPTIONS=3',
    ]);
  });
});

describe('pairsOf', () => {
  it('takes inherited properties and leaves undefined ones, as Node does', () => {
    const environment = Object.assign(Object.create({ INHERITED: 'x' }) as Record<string, string | undefined>, {
      OWN: 'y',
      NONE: undefined,
    });
    assert.deepEqual(pairsOf(environment), ['OWN=y', 'INHERITED=x']);
    assert.deepEqual(pairsOf({}), []);
  });
});
