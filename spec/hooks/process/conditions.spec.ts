// The conditions that packages are read under; that Node has the same is shown by the programs modules/conditions and modules/no-addons.
import assert from 'node:assert/strict';
import { HAS_REQUIRE_MODULE } from '../../../hooks/node-features.ts';
import { commonJSConditions } from '../../../hooks/process/conditions.ts';

const SYNC = HAS_REQUIRE_MODULE ? ['module-sync'] : [];

describe('commonJSConditions', () => {
  it('are those of require, in the order of Node', () => {
    assert.deepEqual([...commonJSConditions([])], ['require', 'node', 'node-addons', ...SYNC]);
  });

  it('take in those of the user', () => {
    assert.deepEqual(
      [...commonJSConditions(['-C', 'one', '--conditions=two'])],
      ['require', 'node', 'node-addons', 'one', 'two', ...SYNC],
    );
  });

  it('leave addons out where they are off', () => {
    assert.deepEqual([...commonJSConditions(['--no-addons'])], ['require', 'node', ...SYNC]);
  });
});
