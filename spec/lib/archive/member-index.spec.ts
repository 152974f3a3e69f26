import assert from 'node:assert/strict';
import { type Archive, openSource } from '../../../lib/archive/archive.ts';
import { MemberIndex } from '../../../lib/archive/member-index.ts';
import { nameHash } from '../../../lib/archive/name-hash.ts';
import { NODE_FILE } from '../../../lib/archive/node-kind.ts';
import { NodeTable } from '../../../lib/archive/node-table.ts';
import { bufferSource } from '../../support/buffer-source.ts';
import { buildZip } from '../../support/zip-builder.ts';

describe('MemberIndex', () => {
  it('shows the table: names, kinds, records, children in the order of the archive', () => {
    const nodes = NodeTable.forMembers(Buffer.from('d/éd/b'), 2);
    [
      [0, 4],
      [4, 3],
    ].forEach(([start, length], i) => {
      nodes.nameStarts[i + 1] = start!;
      nodes.nameLengths[i + 1] = length! - (i === 0 ? 0 : 0);
    });
    nodes.nameLengths[1] = 4;
    nodes.nameStarts[2] = 4;
    nodes.nameLengths[2] = 3;
    for (const [node, name] of [
      [1, 'd/\xc3\xa9'],
      [2, 'd/b'],
    ] as const) {
      nodes.hashes[node] = nameHash(name, 0x100);
      nodes.kinds[node] = NODE_FILE;
      nodes.records[node] = node * 100;
      nodes.parents[node] = nodes.directory(0, 1);
      nodes.insert(node);
    }
    const index = new MemberIndex(nodes, null, false);
    assert.deepEqual([index.nameOf(1), index.nameOf(2), index.nameOf(index.find('d'))], ['d/é', 'd/b', 'd']);
    assert.deepEqual([index.kindOf(1), index.recordOf(2), index.recordOf(0)], [NODE_FILE, 200, -1]);
    assert.deepEqual(index.childrenOf(index.find('d')), ['é', 'b']);
    assert.deepEqual(index.childrenOf(0), ['d']);
    assert.deepEqual([index.hasLinks, index.count, index.localStarts], [false, 4, null]);
  });

  it('lists an empty archive as an empty root', () => {
    const archive: Archive = openSource(bufferSource(buildZip([])));
    assert.deepEqual(archive.list(''), []);
  });
});
