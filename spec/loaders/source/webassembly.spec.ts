import assert from 'node:assert/strict';
import { webassemblyLoader } from '../../../loaders/source/webassembly.ts';
import { itKeepsTheLoaderContract, requestFor } from '../../support/loader-contract.ts';

describe('webassemblyLoader', () => {
  itKeepsTheLoaderContract(webassemblyLoader, ['a.wasm'], ['a.js', 'wasm']);

  it('hands on bytes, not text', () => {
    const bytes = Buffer.from([0, 97, 115, 109, 0xff, 0xfe]);
    assert.deepEqual(webassemblyLoader.load(requestFor('a.wasm', bytes)), { format: 'wasm', source: bytes });
  });
});
