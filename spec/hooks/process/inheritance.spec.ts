import assert from 'node:assert/strict';
import {
  type Environment,
  type Inheritance,
  inherits,
  missingConfiguration,
  missingVariables,
  withRegistration,
} from '../../../hooks/process/inheritance.ts';

const PATH = '/opt/register.cjs';

const NO_POLICY = { file: null, variable: undefined };

function inheritance(
  own: Environment = {},
  entries: readonly string[] = [],
  delimiter = ':',
  policy: Inheritance['policy'] = NO_POLICY,
): Inheritance {
  return { registerPath: PATH, own, delimiter, pathEntries: () => entries, policy };
}

describe('inherits', () => {
  it('is on, but for ZIPIMPORT_INHERIT=0', () => {
    assert.equal(inherits({}, {}), true);
    assert.equal(inherits({ ZIPIMPORT_INHERIT: '1' }, {}), true);
    assert.equal(inherits({ ZIPIMPORT_INHERIT: '0' }, {}), false);
    assert.equal(inherits({}, { ZIPIMPORT_INHERIT: '0' }), false);
  });

  it("goes by the child's variable before our own", () => {
    assert.equal(inherits({ ZIPIMPORT_INHERIT: '1' }, { ZIPIMPORT_INHERIT: '0' }), true);
  });
});

describe('missingConfiguration', () => {
  it('adds what is set here and not there', () => {
    const own = { ZIPIMPORT_USE: 'file:///a.mjs', ZIPIMPORT_OTHER: 'x', HOME: '/home' };
    assert.deepEqual(missingConfiguration({}, inheritance(own)), {
      ZIPIMPORT_USE: 'file:///a.mjs',
      ZIPIMPORT_OTHER: 'x',
    });
    assert.deepEqual(missingConfiguration(own, inheritance(own)), {});
  });

  it('keeps what the caller set, even to nothing', () => {
    const own = { ZIPIMPORT_USE: 'file:///a.mjs', ZIPIMPORT_PATH: '/a' };
    assert.deepEqual(
      missingConfiguration({ ZIPIMPORT_USE: '', ZIPIMPORT_PATH: '/b' }, inheritance(own, ['/a', '/m'])),
      {},
    );
  });

  it('adds path entries that were mounted', () => {
    assert.deepEqual(missingConfiguration({}, inheritance({}, ['/m', '/n'])), { ZIPIMPORT_PATH: '/m:/n' });
    const own = { ZIPIMPORT_PATH: 'C:\\a.zip' };
    const windows = inheritance(own, ['C:\\a.zip', 'D:\\m'], ';');
    assert.deepEqual(missingConfiguration({}, windows), { ZIPIMPORT_PATH: 'C:\\a.zip;D:\\m' });
    assert.deepEqual(missingConfiguration(own, windows), { ZIPIMPORT_PATH: 'C:\\a.zip;D:\\m' });
  });

  it('spells relative entries out, for a child in another folder', () => {
    const own = { ZIPIMPORT_PATH: 'a.zip' };
    assert.deepEqual(missingConfiguration(own, inheritance(own, ['/here/a.zip'])), { ZIPIMPORT_PATH: '/here/a.zip' });
  });
});

describe('withRegistration', () => {
  it('puts it first', () => {
    assert.equal(withRegistration(undefined, [], PATH), '--require /opt/register.cjs');
    assert.equal(withRegistration('', [], PATH), '--require /opt/register.cjs');
    assert.equal(
      withRegistration('--no-warnings  -r "/a b.cjs"', [], PATH),
      '--require /opt/register.cjs --no-warnings  -r "/a b.cjs"',
    );
  });

  it('quotes a path that needs it', () => {
    assert.equal(withRegistration('', [], '/a b/"c"\\d.cjs'), '--require "/a b/\\"c\\"\\\\d.cjs"');
    assert.equal(withRegistration('-r x', [], 'data:text/javascript,1'), '--import data:text/javascript,1 -r x');
  });

  it('is content with one', () => {
    assert.equal(withRegistration('--import file:///opt/register.cjs', [], PATH), null);
    assert.equal(withRegistration('--require=/opt/register.cjs --no-warnings', [], PATH), null);
    assert.equal(withRegistration('--no-warnings', ['--import', 'file:///opt/register.cjs'], PATH), null);
    const once = withRegistration('--no-warnings', [], PATH) ?? '';
    assert.equal(withRegistration(once, [], PATH), null);
  });

  it('spells a name out and loses nothing on the way', () => {
    assert.equal(
      withRegistration('--import zipimport/register -r "/a b.cjs"', [], PATH),
      '--import file:///opt/register.cjs -r "/a b.cjs"',
    );
  });
});

describe('the policy in missingConfiguration', () => {
  const found = { file: '/here/zipimport.policy.json', variable: undefined };
  const named = { file: '/here/p.json', variable: 'p.json' };
  const inForce = { ZIPIMPORT_POLICY: '/here/p.json' };

  it('travels by its absolute path, wherever it was found', () => {
    assert.deepEqual(missingConfiguration({}, inheritance({}, [], ':', found)), { ZIPIMPORT_POLICY: found.file });
    const own = { ZIPIMPORT_POLICY: 'p.json' };
    assert.deepEqual(missingConfiguration({}, inheritance(own, [], ':', named)), inForce);
    assert.deepEqual(missingConfiguration(own, inheritance(own, [], ':', named)), inForce);
  });

  it('gives way to what the caller or the program set since', () => {
    const own = { ZIPIMPORT_POLICY: 'p.json' };
    assert.deepEqual(missingConfiguration({ ZIPIMPORT_POLICY: '' }, inheritance(own, [], ':', named)), {});
    const changed = { ZIPIMPORT_POLICY: '/other.json' };
    assert.deepEqual(missingConfiguration(changed, inheritance(changed, [], ':', named)), {});
    assert.deepEqual(missingConfiguration({}, inheritance(changed, [], ':', found)), changed);
  });
});

describe('missingVariables', () => {
  it('joins both', () => {
    assert.deepEqual(missingVariables({ A: 'b' }, [], inheritance({ ZIPIMPORT_USE: 'u' })), {
      ZIPIMPORT_USE: 'u',
      NODE_OPTIONS: '--require /opt/register.cjs',
    });
    assert.deepEqual(missingVariables({}, ['--require', PATH], inheritance()), {});
  });

  it('is nothing when inheritance is off', () => {
    assert.deepEqual(missingVariables({ ZIPIMPORT_INHERIT: '0' }, [], inheritance({ ZIPIMPORT_USE: 'u' }, ['/m'])), {});
  });
});
