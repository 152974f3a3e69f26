import assert from 'node:assert/strict';
import { jsonLoader } from '../../../loaders/source/json.ts';
import { itKeepsTheLoaderContract, requestFor } from '../../support/loader-contract.ts';

describe('jsonLoader', () => {
  itKeepsTheLoaderContract(jsonLoader, ['a.json', 'package.json', '.json'], ['a.js', 'a.jsonc', 'json']);

  it('hands the text on as it is, for Node to parse', () => {
    assert.deepEqual(jsonLoader.load(requestFor('a.json', '{ "é": 1 }')), { format: 'json', source: '{ "é": 1 }' });
  });
});
