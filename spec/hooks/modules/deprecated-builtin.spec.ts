import assert from 'node:assert/strict';
import { isWarnedOf, loadForParent } from '../../../hooks/modules/deprecated-builtin.ts';
import { Module } from '../../../hooks/modules/node-module.ts';

describe('loadForParent', () => {
  it('is for the builtin that Node warns of by who asks', () => {
    assert.deepEqual(['punycode', 'node:punycode', 'punycode/', 'url'].map(isWarnedOf), [true, true, false, false]);
  });

  it('hands everything on, with the parent as the nearest script of the stack', () => {
    let caller = '';
    const load = ((...parameters: unknown[]) => {
      caller = new Error('here').stack?.split('\n')[2] ?? '';
      return parameters;
    }) as typeof Module._load;
    const parent = new Module('/app/node_modules/uses/index.js');
    parent.filename = '/app/node_modules/uses/index.js';
    const options = { shouldSkipModuleHooks: true };
    assert.deepEqual(loadForParent(load, 'punycode', parent, false, options), ['punycode', parent, false, options]);
    assert.match(caller, /\/app\/node_modules\/uses\/index\.js/);
  });
});
