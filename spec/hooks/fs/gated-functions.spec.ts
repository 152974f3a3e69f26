import assert from 'node:assert/strict';
import fs from 'node:fs';
import { GATED, GATED_PROMISED, UNTOUCHED } from '../../../hooks/fs/gated-functions.ts';
import { createForms } from '../../../hooks/fs/parts.ts';
import { createPlaces } from '../../../hooks/fs/paths.ts';

const names = Object.values(GATED).flat() as readonly string[];
const promised = Object.values(GATED_PROMISED).flat() as readonly string[];

describe('GATED', () => {
  it('has a form behind every gate, and a gate in front of every form that this Node.js has a function for', () => {
    const locator = { locate: () => null, mayHold: () => false, screen: { needle: '' }, mounted: [] };
    const { slots } = createForms({ places: createPlaces(locator), originals: fs, suspended: (action) => action() });
    const isThere = (name: string): boolean =>
      name.startsWith('promises.') ? name.slice(9) in fs.promises : name.includes('.') || name in fs;
    const gates = [...names, ...promised.map((name) => `promises.${name}`), 'realpathSync.native', 'realpath.native'];
    assert.deepEqual([...slots].filter(isThere).sort(), gates.filter(isThere).sort());
  });

  it('is apart from what is left as it is', () => {
    for (const name of Object.keys(UNTOUCHED)) assert.ok(!names.includes(name) && !promised.includes(name), name);
  });
});
