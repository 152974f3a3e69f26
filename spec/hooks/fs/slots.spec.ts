import assert from 'node:assert/strict';
import { promisify } from 'node:util';
import { createPatcher, disguise, type Slots } from '../../../hooks/fs/slots.ts';

describe('disguise', () => {
  it('takes over name, length and everything that hangs on the function', () => {
    const native = (): void => {};
    const original = Object.assign(function original(_a: unknown, _b: unknown) {}, { native });
    Object.defineProperty(original, promisify.custom, { value: native });
    const copy = disguise(() => undefined, original) as unknown as typeof original & Record<symbol, unknown>;
    assert.deepEqual([copy.name, copy.length, copy.native], ['original', 2, native]);
    assert.equal(copy[promisify.custom], native);
  });
});

describe('createPatcher', () => {
  const one = (): number => 1;

  it('replaces and restores', () => {
    const target: Slots = { one, text: 'no function' };
    const patcher = createPatcher();
    patcher.replace(target, 'one', (original) => () => (original() as number) + 1);
    patcher.replace(target, 'text', () => assert.fail('not a function'));
    patcher.replace(target, 'missing', () => assert.fail('not there'));
    assert.equal((target.one as typeof one)(), 2);
    patcher.undo();
    assert.equal(target.one, one);
  });

  it('restores in reverse, so that a slot may be replaced twice', () => {
    const target: Slots = { one };
    const patcher = createPatcher();
    patcher.replace(target, 'one', () => () => 2);
    patcher.replace(target, 'one', () => () => 3);
    patcher.undo();
    assert.equal(target.one, one);
  });

  it('leaves what somebody put there since', () => {
    const target: Slots = { one };
    const patcher = createPatcher();
    patcher.replace(target, 'one', () => () => 2);
    const other = (): number => 9;
    target.one = other;
    patcher.undo();
    assert.equal(target.one, other);
  });

  it('suspends itself for one action', () => {
    const target: Slots = { one };
    const patcher = createPatcher();
    patcher.replace(target, 'one', () => () => 2);
    const replaced = target.one;
    assert.equal(
      patcher.suspended(() => target.one),
      one,
    );
    assert.throws(() =>
      patcher.suspended(() => {
        throw new Error('x');
      }),
    );
    assert.equal(target.one, replaced);
  });
});
