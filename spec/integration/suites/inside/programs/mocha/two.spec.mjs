import assert from 'node:assert/strict';

describe('two, an ES module', () => {
  it('passes', async () => assert.equal((await import('./value.mjs')).default, 42));
  it('knows where it is', () => assert.match(import.meta.url, /\/two\.spec\.mjs$/));
});
