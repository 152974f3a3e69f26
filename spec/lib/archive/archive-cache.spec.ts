import assert from 'node:assert/strict';
import { statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Archive, openArchive } from '../../../lib/archive/archive.ts';
import { ArchiveCache } from '../../../lib/archive/archive-cache.ts';
import { makeTempFolder, removeFolder } from '../../support/temp-folder.ts';
import { buildZip } from '../../support/zip-builder.ts';

describe('ArchiveCache', () => {
  let folder: string;
  let file: string;
  const opened: Archive[] = [];
  const open = (cache: ArchiveCache, path: string): Archive => {
    const archive = cache.open(path, statSync(path));
    opened.push(archive);
    return archive;
  };

  beforeEach(() => {
    folder = makeTempFolder();
    file = join(folder, 'a.zip');
    writeFileSync(file, buildZip([{ name: 'a' }]));
  });
  afterEach(() => {
    for (const archive of opened.splice(0)) archive.close();
    removeFolder(folder);
  });

  it('opens an unchanged file once', () => {
    const cache = new ArchiveCache();
    assert.equal(open(cache, file), open(cache, file));
  });

  it('opens a changed file anew, and leaves the old archive to its holders', () => {
    const cache = new ArchiveCache();
    const old = open(cache, file);
    writeFileSync(file, buildZip([{ name: 'a' }, { name: 'b' }]));
    assert.deepEqual([open(cache, file).list(''), old.isOpen], [['a', 'b'], true]);
  });

  it('opens a closed archive anew', () => {
    const cache = new ArchiveCache();
    open(cache, file).close();
    assert.deepEqual(open(cache, file).list(''), ['a']);
  });

  it('remembers no more than it may, and closes none', () => {
    const cache = new ArchiveCache(openArchive(file).indexBytes);
    const other = join(folder, 'b.zip');
    writeFileSync(other, buildZip([{ name: 'b' }]));
    const first = open(cache, file);
    open(cache, other);
    assert.notEqual(open(cache, file), first);
    assert.equal(first.isOpen, true);
  });

  it('remembers no failure', () => {
    const cache = new ArchiveCache();
    writeFileSync(file, 'no archive');
    assert.throws(() => open(cache, file), { code: 'ERR_ZIPIMPORT_EOCD_MISSING' });
    writeFileSync(file, buildZip([]));
    assert.deepEqual(open(cache, file).list(''), []);
  });
});
