import assert from 'node:assert/strict';
import { PathMemory } from '../../../lib/path/path-memory.ts';

describe('PathMemory', () => {
  it('remembers until archives come or go', () => {
    const paths = { generation: 1 };
    const memory = new PathMemory<number>(paths);
    assert.equal(memory.get('/a.zip/x'), undefined);
    memory.set('/a.zip/x', 1);
    assert.deepEqual([memory.get('/a.zip/x'), memory.get('/a.zip/y')], [1, undefined]);
    paths.generation = 2;
    assert.equal(memory.get('/a.zip/x'), undefined);
    memory.set('/a.zip/x', 2);
    assert.equal(memory.get('/a.zip/x'), 2);
  });
});
