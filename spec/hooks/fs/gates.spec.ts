import assert from 'node:assert/strict';
import type { FsFunction } from '../../../hooks/fs/forms.ts';
import {
  FIRST_DESCRIPTOR,
  type Gate,
  HOT_GATES,
  laterGate,
  openGate,
  syncGate,
  twoPathsGate,
} from '../../../hooks/fs/gates.ts';

const original: FsFunction = function (this: unknown, ...args) {
  return ['original', this, args[0]];
};
const counting: FsFunction = (...args) => args.length;

/** A gate whose form answers for 'a.zip/ours', and which fails when it is asked about what the screen rules out. */
function gateOf(make: Gate): FsFunction {
  return make(
    original,
    {
      screen: { needle: '.zip' },
      mayBeOurs: (argument) => {
        if (typeof argument === 'string' && !argument.includes('.zip')) return assert.fail('asked');
        return argument === 'a.zip/ours' || argument === FIRST_DESCRIPTOR;
      },
    },
    () =>
      function (this: unknown, ...args) {
        return ['form', this, args[0]];
      },
  );
}

describe('gates', () => {
  const gates: Readonly<Record<string, Gate>> = { syncGate, laterGate, ...HOT_GATES };
  for (const [name, make] of Object.entries(gates)) {
    describe(name, () => {
      const gate = gateOf(make);

      it('lets through to Node what the screen rules out and what is not ours', () => {
        for (const path of ['theirs', 'b.zip']) assert.deepEqual(gate.call(1, path), ['original', 1, path]);
        const bytes = Buffer.from('theirs');
        assert.deepEqual(gate.call(1, bytes), ['original', 1, bytes]);
      });

      it('hands on what may be ours', () => {
        assert.deepEqual(gate.call(1, 'a.zip/ours'), ['form', 1, 'a.zip/ours']);
        assert.deepEqual(gate.call(1, FIRST_DESCRIPTOR), ['form', 1, FIRST_DESCRIPTOR]);
      });
    });
  }

  it('hands on the arguments that were given, and tells three from more', () => {
    const lookout = { screen: { needle: '.zip' }, mayBeOurs: () => true };
    for (const make of [syncGate, laterGate, openGate, twoPathsGate]) {
      const gate = make(counting, lookout, () => counting);
      for (let count = 1; count <= 5; count += 1) {
        assert.equal(gate.call(undefined, ...new Array(count).fill('.zip')), count);
      }
    }
    const gate = syncGate(counting, lookout, () => counting);
    assert.deepEqual([gate.call(undefined, 1, 2, 3), gate.call(undefined, 1, 2, 3, 4, 5)], [3, 5]);
  });

  it('does not ask about descriptors of the operating system', () => {
    const lookout = { screen: { needle: '.zip' }, mayBeOurs: () => assert.fail('asked') };
    for (const make of [syncGate, laterGate])
      assert.equal(make(counting, lookout, () => counting).call(undefined, 3), 1 + (make === syncGate ? 2 : 0));
  });

  it('makes the form for the gate in front of it', () => {
    for (const make of [syncGate, laterGate, openGate, twoPathsGate, ...Object.values(HOT_GATES)]) {
      const seen: FsFunction[] = [];
      const gate = make(original, { screen: { needle: '' }, mayBeOurs: () => true }, (self) => {
        seen.push(self);
        return original;
      });
      gate.call(undefined, 'x');
      assert.deepEqual(seen, [gate]);
    }
  });

  it('looks at both paths', () => {
    const gate = gateOf(twoPathsGate);
    for (const paths of [
      ['a.zip/ours', 'b.zip'],
      ['b.zip', 'a.zip/ours'],
    ])
      assert.equal((gate.call(1, ...paths) as unknown[])[0], 'form');
    assert.deepEqual(gate.call(1, 'b.zip', 'c.zip'), ['original', 1, 'b.zip']);
  });
});
