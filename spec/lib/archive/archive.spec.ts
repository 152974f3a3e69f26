import assert from 'node:assert/strict';
import { mkdirSync, renameSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Archive, openArchive, openSource } from '../../../lib/archive/archive.ts';
import { bufferSource } from '../../support/buffer-source.ts';
import { makeTempFolder, removeFolder } from '../../support/temp-folder.ts';
import { buildZip } from '../../support/zip-builder.ts';

const MEMBERS = [
  { name: 'a.js', content: 'a', method: 8 },
  { name: 'd/b.js', content: 'b' },
] as const;

describe('openArchive', () => {
  let folder: string;
  let file: string;
  const opened: Archive[] = [];
  const open = (path: string): Archive => {
    const archive = openArchive(path);
    opened.push(archive);
    return archive;
  };
  const text = (archive: Archive, name: string): string => archive.read(archive.lookup(name)!).toString();

  beforeEach(() => {
    folder = makeTempFolder();
    file = join(folder, 'a.zip');
    writeFileSync(file, buildZip(MEMBERS));
  });
  afterEach(() => {
    for (const archive of opened.splice(0)) archive.close();
    removeFolder(folder);
  });

  it('opens, looks up, lists and reads', () => {
    const archive = open(file);
    assert.deepEqual([archive.path, archive.baseOffset, archive.hasLinks, archive.isOpen], [file, 0, false, true]);
    assert.deepEqual([archive.list(''), archive.list('d'), archive.list('a.js')], [['a.js', 'd'], ['b.js'], undefined]);
    assert.deepEqual([text(archive, 'a.js'), text(archive, 'd/b.js'), archive.lookup('x')], ['a', 'b', undefined]);
  });

  it('says that an archive is missing, also below a file', () => {
    for (const path of [join(folder, 'x.zip'), join(file, 'x.zip')]) {
      assert.throws(() => openArchive(path), { code: 'ERR_ZIPIMPORT_ARCHIVE_MISSING', archive: path });
    }
  });

  it('says that a directory is no archive', () => {
    assert.throws(() => openArchive(folder), { code: 'ERR_ZIPIMPORT_ARCHIVE_NOT_A_FILE' });
  });

  it('says that a file is no archive', () => {
    writeFileSync(file, 'text');
    assert.throws(() => openArchive(file), { code: 'ERR_ZIPIMPORT_EOCD_MISSING' });
    writeFileSync(file, '');
    assert.throws(() => openArchive(file), { code: 'ERR_ZIPIMPORT_EOCD_MISSING' });
  });

  it('keeps serving the old content after a replacement by rename', () => {
    const archive = open(file);
    writeFileSync(`${file}.new`, buildZip([{ name: 'a.js', content: 'new' }]));
    renameSync(`${file}.new`, file);
    assert.equal(text(archive, 'a.js'), 'a');
    assert.equal(text(open(file), 'a.js'), 'new');
  });

  it('refuses to read from a file that was changed in place, cached content too', () => {
    const archive = open(file);
    text(archive, 'a.js');
    writeFileSync(file, buildZip([{ name: 'a.js', content: 'new' }]));
    for (const name of ['a.js', 'd/b.js'])
      assert.throws(() => text(archive, name), { code: 'ERR_ZIPIMPORT_ARCHIVE_CHANGED', archive: file });
  });

  it('serves texts that were in memory before a change in place as they were, and none of after it', () => {
    const far = Buffer.alloc(100_000, 'x');
    const members = [...MEMBERS, { name: 'far.js', content: far }, { name: 'farther.js', content: 'y', method: 8 }];
    writeFileSync(file, buildZip(members));
    const archive = open(file);
    const read = (name: string): string => archive.readText(archive.lookup(name)!);
    assert.equal(read('a.js'), 'a');
    writeFileSync(file, buildZip(members.map((member) => ({ ...member, content: 'new' }))));
    assert.deepEqual(['a.js', 'd/b.js'].map(read), ['a', 'b']);
    for (const name of ['far.js', 'farther.js'])
      assert.throws(() => read(name), { code: 'ERR_ZIPIMPORT_ARCHIVE_CHANGED', archive: file });
  });

  it('notices a change that keeps the size', () => {
    const archive = open(file);
    utimesSync(file, 1, 2);
    assert.throws(() => text(archive, 'a.js'), { code: 'ERR_ZIPIMPORT_ARCHIVE_CHANGED' });
  });

  it('answers nothing after it was closed', () => {
    const archive = open(file);
    const member = archive.lookup('a.js')!;
    archive.close();
    archive.close();
    const closed = { code: 'ERR_ZIPIMPORT_ARCHIVE_CLOSED' };
    assert.throws(() => archive.lookup('a.js'), closed);
    assert.throws(() => archive.list(''), closed);
    assert.throws(() => archive.read(member), closed);
    assert.equal(archive.isOpen, false);
  });

  it('opens archives of any name', () => {
    const other = join(folder, 'app.bin');
    writeFileSync(other, buildZip(MEMBERS, { prefix: Buffer.from('#!/bin/sh\n') }));
    assert.deepEqual([open(other).baseOffset, text(open(other), 'a.js')], [10, 'a']);
  });

  it('does not mistake a directory named like an archive', () => {
    mkdirSync(join(folder, 'd.zip'));
    assert.throws(() => openArchive(join(folder, 'd.zip')), { code: 'ERR_ZIPIMPORT_ARCHIVE_NOT_A_FILE' });
  });
});

describe('Archive.read', () => {
  it('takes members of other archives by name, never by number', () => {
    const one = openSource(bufferSource(buildZip(MEMBERS)));
    const other = openSource(bufferSource(buildZip([...MEMBERS].reverse())));
    assert.equal(one.read(other.lookup('a.js')!).toString(), 'a');
    assert.equal(one.read({ name: 'd/b.js', kind: 'file', size: 1, id: 1 }).toString(), 'b');
    assert.throws(() => one.read({ name: 'gone', kind: 'file', size: 1 }), { code: 'ENOENT' });
  });

  it('refuses directories, devices and names with a backslash', () => {
    const archive = openSource(
      bufferSource(buildZip([{ name: 'd/a' }, { name: 'tty', mode: 0o020644 }, { name: 'd\\b', content: 'x' }])),
    );
    assert.throws(() => archive.read(archive.lookup('d')!), { code: 'EISDIR' });
    assert.throws(() => archive.read(archive.lookup('tty')!), { code: 'ERR_ZIPIMPORT_MEMBER_SPECIAL' });
    assert.throws(() => archive.read(archive.lookup('d\\b')!), { code: 'ERR_ZIPIMPORT_MEMBER_NAME_UNSAFE' });
  });

  it('keeps what is small and read again and again, and nothing large', () => {
    const source = bufferSource(
      buildZip([
        { name: 'small', content: 'x' },
        { name: 'large', content: Buffer.alloc(1024 * 1024) },
      ]),
    );
    const archive = openSource(source);
    const count = (name: string): number => {
      const before = source.reads.length;
      archive.read(archive.lookup(name)!);
      return source.reads.length - before;
    };
    const smalls = ['small', 'small', 'small', 'small'].map(count);
    assert.deepEqual([smalls[0], ...smalls.slice(2)], [1, 0, 0]);
    assert.deepEqual(['large', 'large', 'large'].map(count), [1, 1, 1]);
  });

  it('serves identical duplicates, and refuses others', () => {
    const same = openSource(
      bufferSource(
        buildZip([
          { name: 'a', content: 'x' },
          { name: 'a', content: 'x', method: 8 },
        ]),
      ),
    );
    assert.equal(same.read(same.lookup('a')!).toString(), 'x');
    const differ = bufferSource(
      buildZip([
        { name: 'a', content: 'x' },
        { name: 'a', content: 'y' },
      ]),
    );
    assert.throws(() => openSource(differ), { code: 'ERR_ZIPIMPORT_MEMBER_NAME_DUPLICATE', member: 'a' });
    assert.equal(differ.isClosed, true);
  });
});

describe('openSource', () => {
  it('closes its source when any of its reads fails', () => {
    const bytes = buildZip(MEMBERS, { comment: Buffer.alloc(60_000), prefix: Buffer.alloc(70_000), zip64: {} });
    let failAt = 0;
    for (; ; failAt++) {
      const source = bufferSource(bytes, { failAt });
      try {
        openSource(source);
        break;
      } catch (error) {
        assert.equal((error as Error).message, `read ${failAt} fails`);
        assert.equal(source.isClosed, true);
      }
    }
    assert.ok(failAt >= 2);
  });

  it('reads the tail, the last record and the directory, and no member', () => {
    const source = bufferSource(buildZip(MEMBERS));
    openSource(source).list('');
    assert.equal(source.reads.length, 3);
  });
});
