import assert from 'node:assert/strict';
import { isHooksThread } from '../../../hooks/modules/thread-hooks.ts';

describe('isHooksThread', () => {
  it('is false elsewhere', () => assert.equal(isHooksThread(), false));
});
