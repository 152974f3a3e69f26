import assert from 'node:assert/strict';
import { nativeOrder } from '../../../lib/policy/native-order.ts';
import { DEFAULT_POLICY, type Policy, type PolicyRule } from '../../../lib/policy/policy.ts';

const BCRYPT = { archive: '/srv/app.zip', member: 'node_modules/bcrypt/build/b.node', platform: 'linux-x64-glibc' };

function policy(rules: readonly PolicyRule[], native: Policy['native'] = ['memory', 'extract']): Policy {
  return { ...DEFAULT_POLICY, file: '/srv/policy.json', native, rules };
}

describe('nativeOrder', () => {
  it('is the default without a policy', () => {
    assert.deepEqual(nativeOrder(DEFAULT_POLICY, BCRYPT), { order: ['memory', 'extract'], rule: 'the default' });
  });

  it('is what the key native says where no rule holds', () => {
    const decision = nativeOrder(policy([{ package: ['sharp'], native: [] }], ['extract']), BCRYPT);
    assert.deepEqual(decision, { order: ['extract'], rule: 'native of /srv/policy.json' });
  });

  it('is what the last rule says that holds', () => {
    const rules: readonly PolicyRule[] = [
      { native: [] },
      { package: ['bcrypt'], native: ['extract'] },
      { package: ['sharp'], native: ['memory'] },
    ];
    assert.deepEqual(nativeOrder(policy(rules), BCRYPT), { order: ['extract'], rule: 'rules[1] of /srv/policy.json' });
  });

  /** Conditions, and whether they hold for BCRYPT. */
  const conditions: readonly (readonly [Omit<PolicyRule, 'native'>, boolean])[] = [
    [{}, true],
    [{ package: ['bcrypt'] }, true],
    [{ package: ['sharp', 'bcr*'] }, true],
    [{ package: ['@img/*'] }, false],
    [{ package: [] }, false],
    [{ member: ['node_modules/bcrypt/**'] }, true],
    [{ member: ['**/*.node'] }, true],
    [{ member: ['*.node'] }, false],
    [{ member: ['/node_modules/**'] }, false],
    [{ archive: ['/srv/*.zip'] }, true],
    [{ archive: ['/opt/**'] }, false],
    [{ platform: ['linux'] }, true],
    [{ platform: ['linux-x64'] }, true],
    [{ platform: ['linux-x64-glibc'] }, true],
    [{ platform: ['linux-x64-musl'] }, false],
    [{ platform: ['*-x64'] }, true],
    [{ platform: ['win32', 'darwin-*'] }, false],
    [{ package: ['bcrypt'], platform: ['win32'] }, false],
    [{ package: ['bcrypt'], platform: ['linux'] }, true],
  ];
  for (const [condition, holds] of conditions) {
    it(`${JSON.stringify(condition)} ${holds ? 'holds' : 'does not hold'}`, () => {
      assert.equal(nativeOrder(policy([{ ...condition, native: [] }]), BCRYPT).order.length, holds ? 0 : 2);
    });
  }

  it('goes by the name of the package that the caller knows', () => {
    const rules = policy([{ package: ['real-name'], native: [] }]);
    assert.equal(nativeOrder(rules, { ...BCRYPT, packageName: 'real-name' }).order.length, 0);
    assert.equal(
      nativeOrder(policy([{ package: ['bcrypt'], native: [] }]), { ...BCRYPT, packageName: null }).order.length,
      2,
    );
  });

  it('takes names that begin with a dot for names', () => {
    const rules = policy([{ member: ['node_modules/**'], native: [] }]);
    const member = 'node_modules/.pnpm/bcrypt@1/node_modules/bcrypt/b.node';
    assert.equal(nativeOrder(rules, { ...BCRYPT, member }).order.length, 0);
  });
});
