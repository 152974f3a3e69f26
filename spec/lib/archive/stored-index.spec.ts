import assert from 'node:assert/strict';
import { openSource } from '../../../lib/archive/archive.ts';
import { findEndRecord } from '../../../lib/archive/end-record.ts';
import { encodeIndex } from '../../../lib/archive/index-encoder.ts';
import type { MemberIndex } from '../../../lib/archive/member-index.ts';
import { nameHash } from '../../../lib/archive/name-hash.ts';
import { INDEX_NAME, readStoredIndex } from '../../../lib/archive/stored-index.ts';
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

/** The index of an archive, when it holds one that passes its checks. */
function read(archive: Buffer): MemberIndex | null {
  const source = bufferSource(archive);
  return readStoredIndex(source, findEndRecord(source))?.checked() ?? null;
}

/** `index` with one number replaced. */
function changed(index: Buffer, offset: number, value: number): Buffer {
  const copy = Buffer.from(index);
  copy.writeInt32LE(value, offset);
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
    const sound = withIndex(index);
    const start = sound.indexOf(index);
    for (let at = 0; at < index.length; at += 7) {
      const damaged = Buffer.from(sound);
      damaged[start + at] = damaged[start + at]! ^ 0x10;
      assert.equal(read(damaged), null, `byte ${at}`);
    }
    assert.equal(read(withIndex(index.subarray(0, -1))), null);
    assert.equal(read(withIndex(Buffer.alloc(0))), null);
  });

  it('is null for a directory of which any byte was changed', () => {
    const sound = withIndex(index);
    const { directoryOffset, directorySize } = findEndRecord(bufferSource(sound));
    // Without the signature at its start it is no directory at all.
    for (let at = 4; at < directorySize; at++) {
      const other = Buffer.from(sound);
      other[directoryOffset + at] = other[directoryOffset + at]! ^ 0x01;
      // Of the index's own record not every byte counts: its times, its mode.
      const isOwn = at >= directorySize - 46 - INDEX_NAME.length;
      if (!isOwn) assert.equal(read(other), null, `byte ${at}`);
    }
  });

  it('is null for a hash table in which a search would never end', () => {
    const nodes = index.readUInt32LE(12);
    const slots = index.readUInt32LE(16);
    const full = Buffer.from(index);
    for (let i = 0; i < slots; i++) full.writeUInt16LE(1, 32 + nodes * 10 + i * 2);
    assert.equal(read(withIndex(full)), null);
  });

  it('is looked at when the first question is asked, and another one built when it does not fit', () => {
    const others = MEMBERS.map((member) => (member.name === 'a.js' ? { ...member, content: 'A' } : member));
    const source = bufferSource(withIndex(index, others));
    const archive = openSource(source);
    const { directoryOffset, directorySize } = findEndRecord(bufferSource(withIndex(index, others)));
    const isWhole = ({ offset, length }: { offset: number; length: number }): boolean =>
      offset === directoryOffset && length === directorySize;
    assert.equal(source.reads.some(isWhole), false);
    assert.equal(archive.read(archive.lookup('a.js')!).toString(), 'A');
    assert.deepEqual([source.reads.some(isWhole), archive.hasLinks], [true, true]);
  });

  it('has an archive that is broken refused by the first question, and by each that follows', () => {
    const others = MEMBERS.map((member) => (member.name === 'd/b.js' ? { ...member, name: '../b.js' } : member));
    const archive = openSource(
      bufferSource(
        withIndex(indexOf(MEMBERS.map((m) => (m.name === 'd/b.js' ? { ...m, name: 'xy/b.js' } : m)))!, others),
      ),
    );
    for (let i = 0; i < 2; i++) assert.throws(() => archive.lookup('x'), { code: 'ERR_ZIPIMPORT_MEMBER_NAME_UNSAFE' });
    assert.throws(() => archive.hasLinks, { code: 'ERR_ZIPIMPORT_MEMBER_NAME_UNSAFE' });
  });

  it('is null where the index is compressed', () => {
    assert.equal(read(buildZip([...MEMBERS, { name: INDEX_NAME, content: index, method: 8 }])), null);
  });

  it('reads no member under the name of another', () => {
    // Node 1 is a.js, node 2 d/b.js: the last part of that name is made the first node's name.
    const nodes = index.readUInt32LE(12);
    const hash = nameHash('b.js');
    const second = index.readInt32LE(32 + nodes * 4 + 8);
    const named = changed(changed(index, 32 + 4, hash), 32 + nodes * 4 + 4, second + 2);
    named.writeUInt16LE(1, 32 + nodes * 10 + (hash & (index.readUInt32LE(16) - 1)) * 2);
    const archive = openSource(bufferSource(withIndex(named)));
    assert.throws(() => archive.read(archive.lookup('b.js')!), {
      code: 'ERR_ZIPIMPORT_DIRECTORY_INVALID',
      member: 'b.js',
    });
  });
});
