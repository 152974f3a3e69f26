const assert = require('node:assert/strict');
const { describe, it, before } = require('node:test');
const { basename } = require('node:path');

describe('a suite', () => {
  before(() => import('./twice.mjs'));
  it(`in ${basename(__filename)}`, () => assert.equal(basename(__filename), 'two.test.cjs'));
  it('is skipped', { skip: true }, () => {});
});
