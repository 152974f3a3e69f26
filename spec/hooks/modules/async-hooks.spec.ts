import assert from 'node:assert/strict';
import { makeAsyncHooks } from '../../../hooks/modules/async-hooks.ts';
import type { ImportContext } from '../../../hooks/modules/import-hooks.ts';

const MEMBER = 'file:///x/app.zip/a.mjs';

/** One member that is found by the name of 'member', and a name that is missing. */
const context: ImportContext = {
  resolve(specifier) {
    if (specifier === 'missing') throw Object.assign(new Error('ours'), { code: 'ERR_MODULE_NOT_FOUND' });
    return specifier === 'member' || specifier === MEMBER ? { url: MEMBER, format: 'module' } : null;
  },
  load(url) {
    if (url === 'file:///x/app.zip/c.cjs') return { format: 'commonjs', source: 'source' };
    return url === MEMBER ? { format: 'module', source: 'source' } : null;
  },
};
const details = { conditions: ['import'], parentURL: 'file:///x/app.zip/main.mjs' };
const next = async (specifier: string) => ({ url: `next:${specifier}`, format: 'json' });
const nextLoad = async (url: string) => ({ format: 'module', source: `next of ${url}` });
const fails = async (): Promise<never> => {
  throw Object.assign(new Error('theirs'), { code: 'ERR_MODULE_NOT_FOUND' });
};

describe('makeAsyncHooks', () => {
  it('answers for members, and hands on everything else', async () => {
    const { resolve, load } = makeAsyncHooks(context);
    assert.deepEqual(await resolve('member', details, next), { url: MEMBER, format: 'module', shortCircuit: true });
    assert.deepEqual(await resolve('other', details, next), { url: 'next:other', format: 'json' });
    await assert.rejects(resolve('missing', details, next), /ours/);
    assert.equal((await load(MEMBER, {}, nextLoad)).source, 'source');
    assert.equal((await load('file:///other.mjs', {}, nextLoad)).source, 'next of file:///other.mjs');
  });

  it('gives no source of CommonJS, as Node', async () => {
    const { load } = makeAsyncHooks(context);
    assert.equal((await load('file:///x/app.zip/c.cjs', {}, nextLoad)).source, null);
  });

  it('asks those on that were there first', async () => {
    const { initialize, resolve, load } = makeAsyncHooks(context);
    initialize({ isLast: true });
    assert.equal((await resolve('member', details, next)).url, `next:${MEMBER}`);
    assert.equal((await resolve('member', details, fails)).url, MEMBER);
    assert.equal((await resolve('missing', details, next)).url, 'next:missing');
    await assert.rejects(resolve('missing', details, fails), /ours/);
    assert.equal((await load(MEMBER, {}, async () => ({ format: 'module', source: null }))).source, 'source');
  });
});
