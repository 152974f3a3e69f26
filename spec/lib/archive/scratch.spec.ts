import assert from 'node:assert/strict';
import { giveBack, Scratch } from '../../../lib/archive/scratch.ts';

const LARGE = 300 * 1024;

describe('Scratch', () => {
  it('lends the same memory again, of the length that was asked for', () => {
    const scratch = new Scratch();
    const first = scratch.borrow(10);
    const second = scratch.borrow(20);
    assert.deepEqual([first.length, second.length], [10, 20]);
    assert.equal(first.buffer, second.buffer);
    assert.equal(scratch.borrow(0).length, 0);
  });

  it('grows', () => {
    const scratch = new Scratch();
    assert.equal(scratch.borrow(200 * 1024).length, 200 * 1024);
    assert.equal(scratch.borrow(10).length, 10);
  });

  it('lends large memory of another kind, which shrinks and grows', () => {
    const scratch = new Scratch();
    const small = scratch.borrow(10);
    for (const length of [LARGE, 2 * LARGE, LARGE, 64 * 1024 * 1024]) {
      const large = scratch.borrow(length);
      assert.equal(large.length, length);
      assert.equal(large.buffer.byteLength, length);
      assert.notEqual(large.buffer, small.buffer);
      large.fill(1);
    }
    assert.equal(scratch.borrow(10).buffer, small.buffer);
  });

  it('lends what is larger than all that it has, too', () => {
    const length = 64 * 1024 * 1024 + 1;
    assert.equal(new Scratch().borrow(length).length, length);
  });
});

describe('giveBack', () => {
  it('frees large memory, and leaves small memory alone', () => {
    const scratch = new Scratch();
    const large = scratch.borrow(LARGE);
    giveBack(large.subarray(10, 20));
    assert.deepEqual([large.length, large.buffer.byteLength], [0, 0]);
    assert.ok(scratch.borrow(LARGE).equals(Buffer.alloc(LARGE)));
    const small = new Scratch().borrow(10);
    giveBack(small);
    assert.equal(small.length, 10);
  });

  it('frees large memory of others where this Node.js can', () => {
    const large = Buffer.alloc(LARGE);
    giveBack(large);
    assert.equal(large.length, 'transfer' in ArrayBuffer.prototype ? 0 : LARGE);
  });

  it('takes no fright where buffers cannot grow', () => {
    const { resize } = ArrayBuffer.prototype as { resize?: unknown };
    Object.assign(ArrayBuffer.prototype, { resize: undefined });
    try {
      const large = new Scratch().borrow(LARGE);
      assert.equal(large.length, LARGE);
    } finally {
      Object.assign(ArrayBuffer.prototype, { resize });
    }
  });
});
