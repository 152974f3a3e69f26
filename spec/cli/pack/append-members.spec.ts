import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { appendMembers } from '../../../cli/pack/append-members.ts';
import { openArchive } from '../../../lib/archive/archive.ts';
import { openFileSource } from '../../../lib/archive/byte-source.ts';
import { findEndRecord } from '../../../lib/archive/end-record.ts';
import { readStoredIndex } from '../../../lib/archive/stored-index.ts';
import { makeTempFolder, removeFolder } from '../../support/temp-folder.ts';
import { type ArchiveFields, buildZip } from '../../support/zip-builder.ts';

const MEMBERS = [
  { name: 'a.js', content: 'a' },
  { name: 'b.js', content: 'b'.repeat(2000), method: 8 },
];
const EXTRA = { name: '.zipimport/é', content: Buffer.from('extra') };

describe('appendMembers', () => {
  let folder: string;
  let file: string;
  beforeEach(() => {
    folder = makeTempFolder();
    file = join(folder, 'app.zip');
  });
  afterEach(() => removeFolder(folder));

  function read(name: string): string {
    const archive = openArchive(file);
    try {
      const member = archive.lookup(name);
      assert.ok(member, name);
      return String(archive.read(member));
    } finally {
      archive.close();
    }
  }
  function hasIndex(): boolean {
    const source = openFileSource(file);
    try {
      return readStoredIndex(source, findEndRecord(source))?.checked() != null;
    } finally {
      source.close();
    }
  }

  const archives: readonly (readonly [string, ArchiveFields])[] = [
    ['a plain archive', {}],
    ['an archive with a comment', { comment: Buffer.from('hello') }],
    ['an archive with bytes in front', { prefix: Buffer.from('#!/usr/bin/env node\n') }],
    ['an archive with zip64 end records', { zip64: {} }],
    ['one with zip64 end records and bytes in front', { zip64: {}, prefix: Buffer.from('#!/bin/sh\n') }],
  ];
  for (const [title, fields] of archives) {
    it(`appends to ${title}`, () => {
      writeFileSync(file, buildZip(MEMBERS, fields));
      assert.equal(appendMembers(file, [EXTRA]), true);
      assert.deepEqual(['a.js', 'b.js', EXTRA.name].map(read), ['a', 'b'.repeat(2000), 'extra']);
      assert.equal(hasIndex(), true);
      const comment = fields.comment ?? Buffer.alloc(0);
      const end = readFileSync(file).subarray(-comment.length - 2);
      assert.deepEqual([end.readUInt16LE(0), end.subarray(2)], [comment.length, comment]);
    });
  }

  it('appends to more members than an end record counts, and over the limit', () => {
    for (const count of [0xfffd, 0xfffe, 0xffff, 0x1_0001]) {
      const names = Array.from({ length: count }, (_, at) => `${at >> 10}/${at}`);
      const zip64 = count >= 0xffff ? { zip64: {} } : {};
      writeFileSync(
        file,
        buildZip(
          names.map((name) => ({ name })),
          zip64,
        ),
      );
      assert.equal(appendMembers(file, [EXTRA]), true);
      assert.deepEqual([read(EXTRA.name), read(names.at(-1)!), hasIndex()], ['extra', '', true], String(count));
      assert.equal(openCount(), count + 2);
    }
  }).timeout(60_000);

  function openCount(): number {
    const source = openFileSource(file);
    try {
      return findEndRecord(source).count;
    } finally {
      source.close();
    }
  }

  it('leaves an archive alone whose end it does not know', () => {
    const archive = buildZip(MEMBERS, { zip64: { extensibleData: Buffer.alloc(12) } });
    writeFileSync(file, archive);
    assert.equal(appendMembers(file, [EXTRA]), false);
    assert.ok(readFileSync(file).equals(archive));
  });
});
