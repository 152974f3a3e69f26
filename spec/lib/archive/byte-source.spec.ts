import assert from 'node:assert/strict';
import { appendFileSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type ByteSource, identityOf, openFileSource } from '../../../lib/archive/byte-source.ts';
import { makeTempFolder, removeFolder } from '../../support/temp-folder.ts';

describe('openFileSource', () => {
  let folder: string;
  let file: string;
  let source: ByteSource;

  beforeEach(() => {
    folder = makeTempFolder();
    file = join(folder, 'bytes');
    writeFileSync(file, '0123456789');
    source = openFileSource(file);
  });
  afterEach(() => {
    source.close();
    removeFolder(folder);
  });

  it('knows path, size and identity', () => {
    assert.deepEqual([source.path, source.size, source.identity], [file, 10, identityOf(statSync(file))]);
  });

  it('reads by position, and less only at the end', () => {
    assert.equal(source.read(3, 4).toString(), '3456');
    assert.equal(source.read(8, 99).toString(), '89');
    assert.equal(source.read(10, 5).length, 0);
    assert.equal(source.read(99, 5).length, 0);
    assert.equal(source.read(0, 0).length, 0);
  });

  it('has nothing against a file that stays as it is', () => source.assertUnchanged());

  it('notices a file that grew', () => {
    appendFileSync(file, 'x');
    assert.throws(() => source.assertUnchanged(), { code: 'ERR_ZIPIMPORT_ARCHIVE_CHANGED', archive: file });
  });

  it('reads what is left of a file that shrank, and says that it changed', () => {
    writeFileSync(file, '01');
    assert.equal(source.read(0, 10).toString(), '01');
    assert.throws(() => source.assertUnchanged(), { code: 'ERR_ZIPIMPORT_ARCHIVE_CHANGED' });
  });

  it('refuses everything once closed', () => {
    source.close();
    source.close();
    assert.throws(() => source.read(0, 1), { code: 'ERR_ZIPIMPORT_ARCHIVE_CLOSED' });
    assert.throws(() => source.assertUnchanged(), { code: 'ERR_ZIPIMPORT_ARCHIVE_CLOSED' });
  });

  // Elsewhere nobody says which descriptors are open.
  const onLinux = process.platform === 'linux' ? it : (): void => {};

  onLinux('leaves no descriptor open when it refuses a directory', () => {
    const count = (): number => readdirSync('/proc/self/fd').length;
    const before = count();
    assert.throws(() => openFileSource(folder), { code: 'ERR_ZIPIMPORT_ARCHIVE_NOT_A_FILE' });
    assert.equal(count(), before);
  });
});
