import assert from 'node:assert/strict';
import { getHeapStatistics } from 'node:v8';
import { lastingMemory } from '../../../lib/archive/lasting-memory.ts';

describe('lastingMemory', () => {
  it('is as many zeros, which V8 does not count', () => {
    const bytes = 64 * 1024 * 1024;
    const before = getHeapStatistics().external_memory;
    const memory = lastingMemory(bytes);
    const counted = getHeapStatistics().external_memory - before;
    assert.ok(counted < 1024 * 1024, `${counted} bytes`);
    assert.deepEqual([memory.length, memory.byteOffset, memory[0], memory[bytes - 1]], [bytes, 0, 0, 0]);
  });

  it('is the same where nothing can be shared', () => {
    const { SharedArrayBuffer: shared } = globalThis;
    Object.assign(globalThis, { SharedArrayBuffer: undefined });
    try {
      const memory = lastingMemory(100);
      assert.ok(memory.buffer instanceof ArrayBuffer);
      assert.ok(memory.equals(Buffer.alloc(100)));
    } finally {
      globalThis.SharedArrayBuffer = shared;
    }
  });
});
