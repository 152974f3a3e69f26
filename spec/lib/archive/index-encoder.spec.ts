import assert from 'node:assert/strict';
import { openSource } from '../../../lib/archive/archive.ts';
import { findEndRecord } from '../../../lib/archive/end-record.ts';
import { encodeIndex } from '../../../lib/archive/index-encoder.ts';
import { INDEX_NAME } from '../../../lib/archive/stored-index.ts';
import { bufferSource } from '../../support/buffer-source.ts';
import { buildZip, type MemberFields } from '../../support/zip-builder.ts';

function indexOf(members: readonly MemberFields[]): Buffer | null {
  const source = bufferSource(buildZip(members));
  const end = findEndRecord(source);
  return encodeIndex(source, end, source.read(end.directoryOffset, end.directorySize));
}

describe('encodeIndex', () => {
  it('is null where members do not lie in the order of their records', () => {
    const members = [
      { name: 'a', content: '1' },
      { name: 'b', content: '2' },
    ];
    const archive = buildZip(members);
    const end = findEndRecord(bufferSource(archive));
    const record = 47;
    const swapped = Buffer.concat([
      archive.subarray(0, end.directoryOffset),
      archive.subarray(end.directoryOffset + record, end.directoryOffset + 2 * record),
      archive.subarray(end.directoryOffset, end.directoryOffset + record),
      archive.subarray(end.directoryOffset + 2 * record),
    ]);
    const encode = (bytes: Buffer): Buffer | null => {
      const source = bufferSource(bytes);
      return encodeIndex(source, end, source.read(end.directoryOffset, end.directorySize));
    };
    assert.deepEqual([encode(archive) === null, encode(swapped) === null], [false, true]);
  });

  it('is null where a name has to be decoded', () => {
    assert.equal(indexOf([{ name: Buffer.from([0x82]), content: '', flags: 0 }]), null);
  });

  it('numbers more than 65535 members and directories', () => {
    const members = Array.from({ length: 40_000 }, (_, i) => ({ name: `d${i}/f` }));
    const archive = openSource(bufferSource(buildZip([...members, { name: INDEX_NAME, content: indexOf(members)! }])));
    assert.deepEqual(archive.list('d39999'), ['f']);
    assert.deepEqual([archive.lookup('d39999/f')?.size, archive.lookup('d40000')], [0, undefined]);
    assert.equal(archive.list('')?.length, 40_000);
  });

  it('refuses what opening refuses', () => {
    assert.throws(() => indexOf([{ name: '../a' }]), { code: 'ERR_ZIPIMPORT_MEMBER_NAME_UNSAFE' });
  });
});
