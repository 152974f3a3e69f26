import assert from 'node:assert/strict';
import { replaceProperty, undoAll } from '../../hooks/undo.ts';

describe('replaceProperty', () => {
  it('gives the slot back, with its attributes', () => {
    const target: { slot: number } = Object.defineProperty({ slot: 0 }, 'slot', {
      value: 1,
      writable: true,
      configurable: true,
      enumerable: false,
    });
    const undo = replaceProperty(target, 'slot', 2);
    assert.equal(target.slot, 2);
    assert.deepEqual(Object.keys(target), []);
    undo();
    assert.deepEqual(Object.getOwnPropertyDescriptor(target, 'slot'), {
      value: 1,
      writable: true,
      configurable: true,
      enumerable: false,
    });
  });

  it('removes what was not there before, and uncovers what was inherited', () => {
    const target = Object.create({ slot: 'inherited' }) as { slot: string };
    replaceProperty(target, 'slot', 'own')();
    assert.equal(Object.hasOwn(target, 'slot'), false);
    assert.equal(target.slot, 'inherited');
  });

  it('leaves a slot alone that somebody else has taken since', () => {
    const target = { slot: 1 };
    const undo = replaceProperty(target, 'slot', 2);
    target.slot = 3;
    undo();
    assert.equal(target.slot, 3);
  });
});

describe('undoAll', () => {
  it('undoes the last first, and once', () => {
    const done: number[] = [];
    const undo = undoAll([() => done.push(1), () => done.push(2)]);
    undo();
    undo();
    assert.deepEqual(done, [2, 1]);
  });
});
