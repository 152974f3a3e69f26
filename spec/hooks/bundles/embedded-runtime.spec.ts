import assert from 'node:assert/strict';
import { embeddedRuntime } from '../../../hooks/bundles/embedded-runtime.ts';

const KEY = Symbol.for('zipimport.embedded');

describe('embeddedRuntime', () => {
  const holder = globalThis as { [KEY]?: unknown };
  afterEach(() => {
    delete holder[KEY];
  });

  it('is null where bundles are files', () => {
    assert.equal(embeddedRuntime('/node_modules/zipimport/dist'), null);
  });

  it('is for the bundles of its own directory only: another zipimport may be installed beside it', () => {
    const runtime = {
      directory: '/bin/app/.zipimport/runtime',
      registration: 'data:',
      read: (): Buffer => Buffer.alloc(0),
    };
    holder[KEY] = runtime;
    assert.equal(embeddedRuntime('/bin/app/.zipimport/runtime'), runtime);
    assert.equal(embeddedRuntime('/node_modules/zipimport/dist'), null);
  });
});
