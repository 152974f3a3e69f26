import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { isUnchanged, type LoadHook, withEarlier, withEarlierResolved } from '../../../hooks/modules/earlier-hooks.ts';

type Details = Parameters<LoadHook>[1];

const DETAILS = { format: undefined, conditions: [], importAttributes: {} } as unknown as Details;
const ADDRESS = import.meta.url;
const TEXT = readFileSync(fileURLToPath(ADDRESS), 'utf8');

describe('withEarlierResolved', () => {
  const found = { url: 'file:///x/app.zip/a.js', format: 'module' } as const;

  it('keeps our format for the same file, whatever its query', () => {
    const theirs = { url: `${found.url}?traced=true`, format: 'commonjs' };
    assert.deepEqual(withEarlierResolved(found, theirs), { ...theirs, format: 'module', shortCircuit: true });
  });

  it('takes theirs for another file, and where only the source can tell', () => {
    const other = { url: 'file:///x/b.js', format: 'commonjs' };
    assert.equal(withEarlierResolved(found, other).format, 'commonjs');
    const theirs = { url: found.url, format: 'commonjs' };
    assert.equal(withEarlierResolved({ url: found.url, format: undefined }, theirs).format, 'commonjs');
  });
});

describe('withEarlier', () => {
  const ours: LoadHook = (url, details, next) =>
    url === ADDRESS ? { format: 'module', source: TEXT, shortCircuit: true } : next(url, details);
  const nobody = (): never => assert.fail('asked');

  it('asks nobody where nobody is', () => {
    assert.equal(withEarlier(ours, () => false)(ADDRESS, DETAILS, nobody).source, TEXT);
  });

  it('shows a member with its format, and keeps ours when nothing was changed', () => {
    let shown: unknown;
    const load = withEarlier(ours, () => true);
    const loaded = load(ADDRESS, DETAILS, (_url, details) => {
      shown = details?.format;
      return { format: 'module', source: Buffer.from(TEXT) };
    });
    assert.equal(shown, 'module');
    assert.equal(loaded.source, TEXT);
  });

  it('takes what was changed', () => {
    const load = withEarlier(ours, () => true);
    const loaded = load(ADDRESS, DETAILS, () => ({ format: 'commonjs', source: 'changed' }));
    assert.deepEqual(loaded, { format: 'commonjs', source: 'changed', shortCircuit: true });
  });

  it('asks once for what is not ours', () => {
    let count = 0;
    withEarlier(ours, () => true)('file:///other.mjs', DETAILS, () => {
      count += 1;
      return { format: 'module', source: '' };
    });
    assert.equal(count, 1);
  });
});

describe('isUnchanged', () => {
  it('compares text and bytes with the file', () => {
    assert.equal(isUnchanged({ source: TEXT }, ADDRESS), true);
    assert.equal(isUnchanged({ source: new TextEncoder().encode(TEXT) }, `${ADDRESS}?query`), true);
    assert.equal(isUnchanged({ source: `${TEXT} ` }, ADDRESS), false);
    assert.equal(isUnchanged({ source: null }, ADDRESS), true);
  });
});
