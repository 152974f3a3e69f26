import assert from 'node:assert/strict';
import { DirectoryBytes } from '../../../lib/archive/directory-bytes.ts';
import { nameHash } from '../../../lib/archive/name-hash.ts';
import { NODE_FILE, NODE_IMPLIED } from '../../../lib/archive/node-kind.ts';
import { isDirectory, NodeTable } from '../../../lib/archive/node-table.ts';
import { findNode } from '../../../lib/archive/node-tables.ts';

/** A table over `names`, one after the other, none of them inserted yet. */
function table(names: readonly string[]): NodeTable {
  const nodes = new NodeTable(Buffer.from(names.join('')), names.length);
  let start = 0;
  names.forEach((name, i) => {
    const length = Buffer.byteLength(name);
    nodes.nameStarts[i + 1] = start;
    nodes.nameLengths[i + 1] = length;
    nodes.hashes[i + 1] = nameHash(Buffer.from(name).toString('latin1'), 0x100);
    nodes.kinds[i + 1] = NODE_FILE;
    start += length;
  });
  return nodes;
}

function find(nodes: NodeTable, name: string): number {
  return findNode(nodes.finish(null), DirectoryBytes.whole(nodes.bytes), name);
}

describe('NodeTable', () => {
  it('has a root, and nothing else, at first', () => {
    const nodes = table([]);
    assert.deepEqual([find(nodes, ''), find(nodes, 'a'), nodes.kinds[0], nodes.count], [0, -1, NODE_IMPLIED, 1]);
  });

  it('finds what was inserted, ASCII or not', () => {
    const names = ['a', 'b/c', 'é', '日本/x'];
    const nodes = table(names);
    for (let node = 1; node <= 4; node++) assert.equal(nodes.insert(node), 0);
    assert.deepEqual(
      names.map((name) => find(nodes, name)),
      [1, 2, 3, 4],
    );
    assert.deepEqual(
      ['c', 'b', 'è', '日本', 'é\0'].map((name) => find(nodes, name)),
      [-1, -1, -1, -1, -1],
    );
  });

  it('does not confuse names with one hash', () => {
    // Known FNV-1a collisions, 32 bits.
    const pair = ['costarring', 'liquid'];
    assert.equal(nameHash(pair[0]!), nameHash(pair[1]!));
    const nodes = table(pair);
    nodes.insert(1);
    assert.equal(find(nodes, 'liquid'), -1);
    assert.equal(nodes.insert(2), 0);
    assert.deepEqual(
      pair.map((name) => find(nodes, name)),
      [1, 2],
    );
  });

  it('does not confuse names with one hash and one length', () => {
    const nodes = table(['aaaa', 'bbbb']);
    nodes.hashes[2] = nodes.hashes[1]!;
    assert.equal(nodes.insert(1), 0);
    assert.equal(nodes.insert(2), 0);
    assert.equal(find(nodes, 'aaaa'), 1);
  });

  it('says who has the name already', () => {
    const nodes = table(['a', 'a']);
    assert.deepEqual([nodes.insert(1), nodes.insert(2)], [0, 1]);
  });

  it('inserts a range up to a name that is taken, and goes on from there', () => {
    const nodes = table(['a', 'b', 'a', 'c']);
    nodes.kinds[2] = 0;
    assert.equal(nodes.insertRange(1, 4), 3);
    assert.equal(nodes.insertRange(4, 4), 0);
  });

  it('makes directories with all above them, once', () => {
    const nodes = table(['a/b/c', 'a/b/d']);
    const made = nodes.directory(0, 3);
    assert.equal(nodes.count, 5);
    assert.equal(nodes.directory(5, 3), made);
    assert.equal(nodes.count, 5);
    assert.deepEqual([find(nodes, 'a/b'), nodes.parents[made], nodes.records[made]], [made, find(nodes, 'a'), -1]);
  });

  it('knows a directory that is only implied for one', () => {
    const nodes = table(['a/b']);
    assert.deepEqual([isDirectory(nodes.kinds[nodes.directory(0, 1)]!), isDirectory(nodes.kinds[1]!)], [true, false]);
  });

  it('answers with the file that is in the way of a directory', () => {
    const nodes = table(['a', 'a/b/c']);
    nodes.insert(1);
    assert.equal(nodes.directory(1, 3), 1);
  });
});
