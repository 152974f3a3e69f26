import assert from 'node:assert/strict';
import { NodeTable } from '../../../lib/archive/node-table.ts';
import { inspectRecords, walkRecords } from '../../../lib/archive/record-walk.ts';
import { buildZip, extraBlock, type MemberFields, zip64Block } from '../../support/zip-builder.ts';

function table(members: readonly MemberFields[]): { nodes: NodeTable; limit: number } {
  const bytes = buildZip(members);
  const limit = bytes.readUInt32LE(bytes.length - 6);
  return { nodes: new NodeTable(bytes.subarray(limit, -22), members.length), limit };
}

describe('walkRecords', () => {
  it('notes where records and names start', () => {
    const { nodes } = table([{ name: 'a.js' }, { name: 'bb.js', comment: Buffer.from('hm') }, { name: 'c' }]);
    assert.deepEqual(walkRecords(nodes, 3), { count: 3, end: nodes.bytes.length, hasExtras: false });
    assert.deepEqual([...nodes.records.subarray(1, 4)], [0, 50, 103]);
    assert.deepEqual([...nodes.nameStarts.subarray(1, 4)], [46, 96, 149]);
    assert.deepEqual([...nodes.nameLengths.subarray(1, 4)], [4, 5, 1]);
  });

  it('sees extra fields', () => {
    const { nodes } = table([{ name: 'a', extra: extraBlock(9, Buffer.alloc(0)) }]);
    assert.equal(walkRecords(nodes, 1).hasExtras, true);
  });

  it('stops at the first that is no record', () => {
    const { nodes } = table([{ name: 'a.js' }, { name: 'b.js', central: { signature: 1 } }]);
    assert.deepEqual(walkRecords(nodes, 2), { count: 1, end: 50, hasExtras: false });
  });

  it('stops at a record that does not end in time, wherever that is cut', () => {
    const { nodes } = table([{ name: 'a.js' }, { name: 'b.js' }]);
    const whole = nodes.bytes;
    for (let length = 50; length < whole.length; length++) {
      nodes.bytes = whole.subarray(0, length);
      assert.equal(walkRecords(nodes, 2).count, 1);
    }
  });
});

describe('inspectRecords', () => {
  const check = (members: readonly MemberFields[]): boolean => {
    const { nodes, limit } = table(members);
    walkRecords(nodes, members.length);
    return inspectRecords(nodes, members.length, limit).isOrdered;
  };

  it('is true for members one after the other, with gaps too', () => {
    assert.equal(check([]), true);
    assert.equal(
      check([
        { name: 'a', content: 'a', trailer: Buffer.alloc(3) },
        { name: 'b', content: 'b' },
      ]),
      true,
    );
  });

  it('is false for another order, an overlap, and data that reaches into the directory', () => {
    assert.equal(
      check([
        { name: 'a', localOffset: 31 },
        { name: 'b', localOffset: 0 },
      ]),
      false,
    );
    assert.equal(check([{ name: 'a', content: 'aa', compressedSize: 3 }, { name: 'b' }]), false);
    assert.equal(check([{ name: 'a' }, { name: 'b', compressedSize: 1 }]), false);
    assert.equal(check([{ name: 'a', localOffset: 0xfffffff0 }]), false);
  });

  it('takes sizes from zip64 blocks', () => {
    const central = { compressedSize: 0xffffffff };
    assert.equal(check([{ name: 'a', content: 'a', central: { ...central, extra: zip64Block(1n) } }]), true);
    assert.equal(check([{ name: 'a', content: 'a', central: { ...central, extra: zip64Block(2n) } }]), false);
  });

  it('points at links, directories and special files', () => {
    const modes = [0o100644, 0o120777, 0, 0o040755, 0o010644, 0o100755];
    const { nodes, limit } = table(modes.map((mode, i) => ({ name: `${i}`, mode })));
    walkRecords(nodes, modes.length);
    assert.deepEqual(inspectRecords(nodes, modes.length, limit).unusual, [2, 4, 5]);
  });
});
