import assert from 'node:assert/strict';
import { type Archive, openSource } from '../../../lib/archive/archive.ts';
import { CENTRAL_HEADER_SIZE } from '../../../lib/archive/central-directory.ts';
import { DirectoryBytes } from '../../../lib/archive/directory-bytes.ts';
import { findEndRecord } from '../../../lib/archive/end-record.ts';
import { buildIndex } from '../../../lib/archive/index-builder.ts';
import { MemberIndex } from '../../../lib/archive/member-index.ts';
import { NODE_DIRECTORY, NODE_FILE } from '../../../lib/archive/node-kind.ts';
import { bufferSource } from '../../support/buffer-source.ts';
import { buildZip } from '../../support/zip-builder.ts';

describe('MemberIndex', () => {
  it('shows the tables: names, kinds, records, children in the order of the archive', () => {
    const archive = buildZip([{ name: 'd/é', flags: 0x800 }, { name: 'd/b' }, { name: 'e/' }]);
    const source = bufferSource(archive);
    const end = findEndRecord(source);
    const directory = source.read(end.directoryOffset, end.directorySize);
    const { tables } = buildIndex('/memory.zip', directory, end, () => false);
    const index = new MemberIndex(DirectoryBytes.paged(source, end), tables, null, false);
    assert.deepEqual([index.nameOf(1), index.nameOf(2), index.nameOf(index.find('d'))], ['d/é', 'd/b', 'd']);
    const second = CENTRAL_HEADER_SIZE + Buffer.byteLength('d/é');
    assert.deepEqual([index.kindOf(1), index.recordOf(2), index.recordOf(0)], [NODE_FILE, second, -1]);
    const [implied, stated] = [index.find('d'), index.find('e')];
    assert.deepEqual([index.kindOf(implied), index.kindOf(stated)], [NODE_DIRECTORY, NODE_DIRECTORY]);
    assert.deepEqual([index.recordOf(implied), index.recordOf(stated)], [-1, second + CENTRAL_HEADER_SIZE + 3]);
    assert.deepEqual(index.childrenOf(index.find('d')), ['é', 'b']);
    assert.deepEqual(index.childrenOf(0), ['d', 'e']);
    assert.deepEqual([index.hasLinks, index.count, index.localStarts], [false, 6, null]);
    assert.ok(index.bytes.equals(directory));
  });

  it('lists an empty archive as an empty root', () => {
    const archive: Archive = openSource(bufferSource(buildZip([])));
    assert.deepEqual(archive.list(''), []);
  });
});
