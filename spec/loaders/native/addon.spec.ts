import assert from 'node:assert/strict';
import { addonLoader } from '../../../loaders/native/addon.ts';
import { itKeepsTheLoaderContract, requestFor } from '../../support/loader-contract.ts';

describe('addonLoader', () => {
  const refused = new Error('unknown extension');
  itKeepsTheLoaderContract(
    addonLoader(() => null),
    ['a.node', 'build/Release/a.node'],
    ['a.js', 'node'],
  );

  it('leaves the reading to process.dlopen', () => {
    const request = requestFor('a.node', 'content');
    assert.deepEqual(addonLoader(() => null).load(request), { format: 'addon', source: '' });
    assert.equal((request.finder as { reads?: readonly string[] }).reads?.length, 0);
  });

  it('refuses imports where this process does not import addons, and never requires', () => {
    const loader = addonLoader(() => refused);
    assert.throws(() => loader.load(requestFor('a.node', '')), refused);
    assert.equal(loader.load(requestFor('a.node', '', { kind: 'require' })).format, 'addon');
  });
});
