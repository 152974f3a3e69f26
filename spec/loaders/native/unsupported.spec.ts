import assert from 'node:assert/strict';
import { unsupportedNativeLoader } from '../../../loaders/native/unsupported.ts';
import { itKeepsTheLoaderContract, requestFor } from '../../support/loader-contract.ts';

describe('unsupportedNativeLoader', () => {
  itKeepsTheLoaderContract(unsupportedNativeLoader, ['a.node', 'build/Release/a.node'], ['a.js', 'node']);

  it('says which member of which archive it is, and what to do', () => {
    assert.throws(
      () => unsupportedNativeLoader.load(requestFor('lib/a.node', '')),
      (error: Error) => {
        assert.deepEqual(
          { ...error },
          {
            code: 'ERR_ZIPIMPORT_NATIVE_UNSUPPORTED',
            archive: '/m.zip',
            member: 'lib/a.node',
            offset: undefined,
            expected: undefined,
            actual: undefined,
          },
        );
        return error.message.includes('node_modules');
      },
    );
  });
});
