// Defaults, and telling of each deprecation once.
import assert from 'node:assert/strict';
import path from 'node:path';
import { quirksOf } from '../../../lib/resolve/node-errors.ts';
import { createState } from '../../../lib/resolve/resolver-state.ts';
import { memoryView } from '../../support/memory-view.ts';

describe('createState', () => {
  it('takes the platform and the running Node, no archives, no entries, no builtins', () => {
    const state = createState({ view: memoryView({}) });
    assert.equal(state.flavour, path);
    assert.equal(state.windows, process.platform === 'win32');
    assert.deepEqual(state.quirks, quirksOf(process.versions.node));
    assert.deepEqual([state.hasArchive('/x'), state.pathEntries(), state.isBuiltin('fs')], [false, [], false]);
  });

  it('tells of the same deprecation once, of another again', () => {
    const told: string[] = [];
    const state = createState({ view: memoryView({}), onDeprecation: ({ message }) => told.push(message) });
    for (const message of ['a', 'a', 'b', 'a']) state.deprecate({ code: 'DEP0166', message });
    assert.deepEqual(told, ['a', 'b']);
  });

  it('can be told when nobody listens', () => {
    assert.doesNotThrow(() => createState({ view: memoryView({}) }).deprecate({ code: 'DEP0166', message: 'a' }));
  });
});
