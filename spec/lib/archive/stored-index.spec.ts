import assert from 'node:assert/strict';
import { crc32 } from 'node:zlib';
import { openSource } from '../../../lib/archive/archive.ts';
import { findEndRecord } from '../../../lib/archive/end-record.ts';
import type { MemberIndex } from '../../../lib/archive/member-index.ts';
import { encodeIndex, INDEX_NAME, readStoredIndex } from '../../../lib/archive/stored-index.ts';
import { bufferSource } from '../../support/buffer-source.ts';
import { buildZip, type MemberFields } from '../../support/zip-builder.ts';

const MEMBERS: readonly MemberFields[] = [
  { name: 'a.js', content: 'a' },
  { name: 'd/b.js', content: 'b', method: 8 },
  { name: 'd/e/é.js', content: 'c', flags: 0x800 },
  { name: 'empty/' },
  { name: 'link', content: 'a.js', mode: 0o120777 },
];

function indexOf(members: readonly MemberFields[]): Buffer | null {
  const source = bufferSource(buildZip(members));
  const end = findEndRecord(source);
  return encodeIndex(source, end, source.read(end.directoryOffset, end.directorySize));
}

function withIndex(index: Buffer, members: readonly MemberFields[] = MEMBERS): Buffer {
  return buildZip([...members, { name: INDEX_NAME, content: index }]);
}

function read(archive: Buffer): MemberIndex | null {
  const source = bufferSource(archive);
  const end = findEndRecord(source);
  return readStoredIndex(source, end, source.read(end.directoryOffset, end.directorySize));
}

/** `index` with one number replaced, and its checksum made to fit again. */
function changed(index: Buffer, offset: number, value: number): Buffer {
  const copy = Buffer.from(index);
  copy.writeInt32LE(value, offset);
  copy.writeUInt32LE(crc32(copy.subarray(12)), 8);
  return copy;
}

describe('readStoredIndex', () => {
  const index = indexOf(MEMBERS)!;
  const names = ['', 'a.js', 'd', 'd/b.js', 'd/e', 'd/e/é.js', 'empty', 'link', 'x', 'd/x', 'é'];

  it('knows what the index knows that is built', () => {
    const stored = read(withIndex(index))!;
    const built = openSource(bufferSource(buildZip(MEMBERS)));
    for (const name of names) {
      const node = stored.find(name);
      const member = built.lookup(name);
      assert.equal(node >= 0, member !== undefined, name);
      if (member?.kind === 'directory') assert.deepEqual(stored.childrenOf(node), built.list(name), name);
    }
    assert.deepEqual([stored.hasLinks, stored.isHinted, stored.localStarts], [true, true, null]);
  });

  it('serves an archive: lookups, listings and checked reads', () => {
    const archive = openSource(bufferSource(withIndex(index)));
    const texts = ['a.js', 'd/b.js', 'd/e/é.js', 'link'].map((name) => archive.read(archive.lookup(name)!).toString());
    assert.deepEqual(texts, ['a', 'b', 'c', 'a.js']);
    assert.deepEqual(archive.list('d'), ['b.js', 'e']);
    assert.equal(archive.lookup(INDEX_NAME), undefined);
  });

  it('is null where there is none', () => assert.equal(read(buildZip(MEMBERS)), null));

  it('is null for the index of another central directory', () => {
    const others = MEMBERS.map((member) => (member.name === 'a.js' ? { ...member, content: 'A' } : member));
    assert.equal(read(withIndex(index, others)), null);
    assert.equal(read(withIndex(index, MEMBERS.slice(1))), null);
  });

  it('is null where the index is not the last member', () => {
    assert.equal(read(buildZip([{ name: INDEX_NAME, content: index }, ...MEMBERS])), null);
  });

  it('is null for a damaged or cut-off index', () => {
    for (let at = 0; at < index.length; at += 7) {
      const damaged = Buffer.from(index);
      damaged[at] = damaged[at]! ^ 0x10;
      // 36 to 39 mean nothing yet, and are covered by the checksum all the same.
      assert.equal(read(withIndex(damaged)), null, `byte ${at}`);
    }
    assert.equal(read(withIndex(index.subarray(0, -1))), null);
    assert.equal(read(withIndex(Buffer.alloc(0))), null);
  });

  it('is null for a hash table in which a search would never end', () => {
    const slots = index.readUInt32LE(20);
    const nodes = index.readUInt32LE(16);
    let full = index;
    for (let i = 0; i < slots; i++) full = changed(full, 40 + nodes * 20 + i * 4, 1);
    assert.equal(read(withIndex(full)), null);
  });

  it('is null where the index is compressed', () => {
    assert.equal(read(buildZip([...MEMBERS, { name: INDEX_NAME, content: index, method: 8 }])), null);
  });

  it('reads no member under the name of another', () => {
    // Node 1 is a.js, node 2 d/b.js: the first number of each node is its record.
    const forged = changed(index, 40 + 4, index.readInt32LE(40 + 8));
    const archive = openSource(bufferSource(withIndex(forged)));
    assert.throws(() => archive.read(archive.lookup('a.js')!), {
      code: 'ERR_ZIPIMPORT_DIRECTORY_INVALID',
      member: 'a.js',
    });
  });
});

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

  it('refuses what opening refuses', () => {
    assert.throws(() => indexOf([{ name: '../a' }]), { code: 'ERR_ZIPIMPORT_MEMBER_NAME_UNSAFE' });
  });
});
