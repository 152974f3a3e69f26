const { describe, it, before } = require('node:test');
const { basename } = require('node:path');

describe('a suite', () => {
  before(() => import('./twice.mjs'));
  it(`in ${basename(__filename)}`, () => {});
  it('is skipped', { skip: true }, () => {});
});
