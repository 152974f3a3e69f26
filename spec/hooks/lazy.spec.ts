import assert from 'node:assert/strict';
import { lazy, lazyFor } from '../../hooks/lazy.ts';

describe('lazy', () => {
  it('makes its value once, when it is asked for, also when that is undefined', () => {
    let made = 0;
    const value = lazy(() => {
      made += 1;
      return undefined;
    });
    assert.deepEqual([value.peek(), made], [undefined, 0]);
    assert.deepEqual([value(), value(), made], [undefined, undefined, 1]);
  });

  it('shows what is made', () => {
    const value = lazy(() => 'x');
    value();
    assert.equal(value.peek(), 'x');
  });

  it('tries again where making it failed', () => {
    let tries = 0;
    const value = lazy(() => {
      tries += 1;
      if (tries === 1) throw new Error('not yet');
      return tries;
    });
    assert.throws(value, /not yet/);
    assert.equal(value(), 2);
  });
});

describe('lazyFor', () => {
  it('makes one value for each object, null and undefined, too', () => {
    const asked: object[] = [];
    const get = lazyFor((key: { readonly value: unknown }) => {
      asked.push(key);
      return key.value;
    });
    const keys = [{ value: 1 }, { value: null }, { value: undefined }];
    for (let i = 0; i < 2; i++)
      assert.deepEqual(
        keys.map((key) => get(key)),
        [1, null, undefined],
      );
    assert.deepEqual(asked, keys);
  });
});
