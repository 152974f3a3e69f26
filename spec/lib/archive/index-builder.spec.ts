import assert from 'node:assert/strict';
import { DirectoryBytes } from '../../../lib/archive/directory-bytes.ts';
import { findEndRecord } from '../../../lib/archive/end-record.ts';
import { buildIndex } from '../../../lib/archive/index-builder.ts';
import { MemberIndex } from '../../../lib/archive/member-index.ts';
import { NODE_DIRECTORY, NODE_FILE, NODE_LINK } from '../../../lib/archive/node-kind.ts';
import { bufferSource } from '../../support/buffer-source.ts';
import { type ArchiveFields, buildZip, type MemberFields, unicodePathBlock } from '../../support/zip-builder.ts';

type Named = MemberFields | string;

function build(members: readonly Named[], isSame = false, fields: ArchiveFields = {}): MemberIndex {
  const bytes = buildZip(
    members.map((member) => (typeof member === 'string' ? { name: member } : member)),
    fields,
  );
  const source = bufferSource(bytes);
  const end = findEndRecord(source);
  const directory = source.read(end.directoryOffset, end.directorySize);
  const { tables, bytes: named, localStarts } = buildIndex('/memory.zip', directory, end, () => isSame);
  return new MemberIndex(DirectoryBytes.whole(named, directory.length), tables, localStarts, false);
}

function kinds(index: MemberIndex, names: readonly string[]): (number | undefined)[] {
  return names.map((name) => (index.find(name) < 0 ? undefined : index.kindOf(index.find(name))));
}

const D = NODE_DIRECTORY;
const F = NODE_FILE;

describe('buildIndex', () => {
  it('makes directories of names, stored or implied', () => {
    const index = build([
      'a/',
      'a/b/c.js',
      'd/e',
      'f',
      { name: 'g', mode: 0o040755 },
      { name: 'é', mode: 0o040755 },
      'é/x',
    ]);
    const names = ['', 'a', 'a/b', 'a/b/c.js', 'd', 'd/e', 'f', 'g', 'é', 'é/x', 'a/', 'h'];
    assert.deepEqual(kinds(index, names), [D, D, D, F, D, F, F, D, D, F, undefined, undefined]);
  });

  it('lends a directory the data of its record, whether that comes before or after the names below', () => {
    for (const names of [
      ['a/', 'a/b'],
      ['a/b', 'a/'],
      ['a/b', 'c', 'a/'],
      ['x/y/', 'x/'],
      ['é/', 'é/b'],
    ]) {
      const index = build(names);
      for (const name of names.filter((one) => one.endsWith('/'))) {
        assert.ok(index.recordOf(index.find(name.slice(0, -1))) >= 0, `${name} of ${names}`);
      }
    }
  });

  it('says that implied directories and the root have no record', () => {
    const index = build(['a/b/c']);
    assert.deepEqual(
      ['', 'a', 'a/b'].map((name) => index.recordOf(index.find(name))),
      [-1, -1, -1],
    );
  });

  it('accepts a directory twice', () => assert.deepEqual(kinds(build(['a/', 'a/', 'é/', 'é/']), ['a', 'é']), [D, D]));

  it('notices links', () => {
    assert.equal(build(['a']).hasLinks, false);
    for (const name of ['l', 'é']) assert.equal(build([{ name, mode: 0o120777 }]).hasLinks, true);
    assert.deepEqual(kinds(build([{ name: 'l', mode: 0o120777 }]), ['l']), [NODE_LINK]);
  });

  it('decodes names: UTF-8, CP437, Unicode path', () => {
    const index = build([
      'ü.js',
      { name: Buffer.from('r\x82sum\x82', 'latin1'), flags: 0 },
      { name: 'plain', extra: unicodePathBlock('plain', 'größe/日本') },
      { name: 'stale', extra: unicodePathBlock('other', 'x') },
      'ü.js2',
    ]);
    assert.deepEqual(kinds(index, ['ü.js', 'résumé', 'größe', 'größe/日本', 'stale', 'ü.js2', 'plain', 'x']), [
      F,
      F,
      D,
      F,
      F,
      F,
      undefined,
      undefined,
    ]);
    assert.deepEqual(index.childrenOf(0).sort(), ['größe', 'résumé', 'stale', 'ü.js', 'ü.js2']);
    assert.deepEqual(index.childrenOf(index.find('größe')), ['日本']);
  });

  const unsafe = ['', '/a', '../a', 'a/../b', 'a/./b', '.', '..', 'a//b', 'a\0b', 'C:a', '/', 'é/../x', 'a/..'];
  for (const name of unsafe) {
    it(`refuses the name ${JSON.stringify(name)}`, () => {
      const expected = { code: 'ERR_ZIPIMPORT_MEMBER_NAME_UNSAFE', archive: '/memory.zip', member: name };
      assert.throws(() => build(['ok.js', name]), expected);
    });
  }

  it('refuses names that a Unicode path or CP437 make unsafe', () => {
    assert.throws(() => build([{ name: 'a', extra: unicodePathBlock('a', '../a') }]), {
      code: 'ERR_ZIPIMPORT_MEMBER_NAME_UNSAFE',
    });
    assert.throws(() => build([{ name: Buffer.from('ff2f2e2e', 'hex'), flags: 0 }]), {
      code: 'ERR_ZIPIMPORT_MEMBER_NAME_UNSAFE',
    });
    assert.throws(() => build([{ name: Buffer.from('ff', 'hex'), flags: 0x800 }]), {
      code: 'ERR_ZIPIMPORT_MEMBER_NAME_UNSAFE',
    });
  });

  const clashes: readonly (readonly Named[])[] = [
    ['a', 'a'],
    ['a', 'a/'],
    ['a/', 'a'],
    ['a', 'a/b'],
    ['a/b', 'a'],
    ['x/a', 'x/a/b/c'],
    ['é', 'é'],
    ['é', 'é/b'],
    ['é/b', 'é'],
    ['a', { name: 'a', mode: 0o120777 }],
    [{ name: 'l', mode: 0o120777 }, 'l/below'],
    ['a', { name: 'b', extra: unicodePathBlock('b', 'a') }],
    ['r\u00e9', { name: Buffer.from('r\x82', 'latin1'), flags: 0 }],
  ];
  for (const members of clashes) {
    const names = members.map((member) => (typeof member === 'string' ? member : `${member.name}`));
    it(`refuses ${names.join(' and ')}`, () => {
      assert.throws(() => build(members), { code: 'ERR_ZIPIMPORT_MEMBER_NAME_DUPLICATE' });
    });
  }

  it('takes two records of one name and content as one member, but not a file and a link', () => {
    const index = build(['a', 'b', 'a', 'é', 'é'], true);
    assert.deepEqual(index.childrenOf(0), ['a', 'b', 'é']);
    assert.throws(() => build(['a', { name: 'a', mode: 0o120777 }], true), {
      code: 'ERR_ZIPIMPORT_MEMBER_NAME_DUPLICATE',
    });
    assert.throws(() => build(['a', 'a/'], true), { code: 'ERR_ZIPIMPORT_MEMBER_NAME_DUPLICATE' });
  });

  it('says which record is none, and where', () => {
    const expected = { code: 'ERR_ZIPIMPORT_DIRECTORY_INVALID', offset: 2 * 31 + 47, expected: 2, actual: 1 };
    assert.throws(() => build(['a', { name: 'b', central: { signature: 9 } }]), expected);
  });

  it('refuses a directory that holds fewer or more records than counted', () => {
    assert.throws(() => build(['a', 'b'], false, { count: 1 }), { code: 'ERR_ZIPIMPORT_DIRECTORY_INVALID' });
    const long = { name: 'a', comment: Buffer.alloc(99) };
    assert.throws(() => build([long, long], true, { count: 3 }), { code: 'ERR_ZIPIMPORT_DIRECTORY_TRUNCATED' });
  });

  it('finds each of many members, and nothing else', () => {
    const names = Array.from({ length: 3000 }, (_, i) => `p${i % 50}/${i % 7 === 0 ? 'lib/deep/' : ''}m${i}.js`);
    const index = build(names);
    for (const name of names) assert.equal(index.nameOf(index.find(name)), name);
    for (const name of names) assert.equal(index.find(`${name}x`), -1);
  });

  it('grows with directories that outnumber the members', () => {
    const names = Array.from({ length: 40 }, (_, i) => `${`d${i}/`.repeat(50)}f`);
    const index = build(names);
    for (const name of names) {
      assert.equal(index.nameOf(index.find(name)), name);
      assert.equal(index.nameOf(index.find(name.slice(0, -2))), name.slice(0, -2));
    }
  });
});
