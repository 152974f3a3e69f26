// node:test's mocks of modules: ES modules, CommonJS and builtins, each mocked and given back.
import assert from 'node:assert/strict';
import { createRequire } from 'node:module';
import test from 'node:test';

const require = createRequire(import.meta.url);

test('an ES module', async (t) => {
  const mocked = t.mock.module('./value.mjs', { namedExports: { value: 'mocked' } });
  assert.equal((await import('./value.mjs')).value, 'mocked');
  mocked.restore();
  assert.equal((await import('./value.mjs')).value, 'real');
});
test('a CommonJS module', (t) => {
  const mocked = t.mock.module('./dependency.cjs', { defaultExport: 'mocked' });
  assert.equal(require('./user.cjs')(), 'mocked');
  mocked.restore();
  assert.equal(require('./user.cjs')(), 'real');
});
test('a builtin', async (t) => {
  t.mock.module('node:os', { namedExports: { hostname: () => 'mocked' } });
  assert.equal((await import('node:os')).hostname(), 'mocked');
});
