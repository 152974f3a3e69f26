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

  it('grows, and keeps nothing large', () => {
    const scratch = new Scratch();
    assert.equal(scratch.borrow(200 * 1024).length, 200 * 1024);
    assert.notEqual(scratch.borrow(LARGE).buffer, scratch.borrow(LARGE).buffer);
  });
});

describe('giveBack', () => {
  it('frees large memory where this Node.js can, and leaves small memory alone', () => {
    const large = new Scratch().borrow(LARGE);
    giveBack(large);
    assert.equal(large.length, 'transfer' in ArrayBuffer.prototype ? 0 : LARGE);
    const small = new Scratch().borrow(10);
    giveBack(small);
    assert.equal(small.length, 10);
  });
});
