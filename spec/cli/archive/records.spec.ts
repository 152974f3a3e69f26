import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { listArchive } from '../../../cli/archive/records.ts';
import { makeTempFolder, removeFolder, writeArchive } from '../../support/temp-folder.ts';

describe('listArchive', () => {
  let folder: string;
  let archive: string;
  before(async () => {
    folder = makeTempFolder();
    archive = join(folder, 'a.zip');
    await writeArchive(archive, { 'b/long.js': 'x'.repeat(1000), 'a.txt': 'a', link: { link: 'a.txt' } });
  });
  after(() => removeFolder(folder));

  it('says what the records say, in their order', () => {
    const { members, baseOffset } = listArchive(archive);
    assert.equal(baseOffset, 0);
    assert.deepEqual(
      members.map(({ name, kind, size, method }) => [name, kind, size, method]),
      [
        ['a.txt', 'file', 1, 'deflate'],
        ['b/long.js', 'file', 1000, 'deflate'],
        ['link', 'link', 5, 'stored'],
      ],
    );
    assert.equal(members[0]?.crc32, 'e8b7be43');
    assert.equal(members[2]?.mode, '0777');
  });

  it('refuses what an import would refuse', () => {
    const file = join(folder, 'no.zip');
    writeFileSync(file, 'no archive');
    assert.throws(() => listArchive(file), { code: 'ERR_ZIPIMPORT_EOCD_MISSING' });
    assert.throws(() => listArchive(join(folder, 'nothing.zip')), { code: 'ERR_ZIPIMPORT_ARCHIVE_MISSING' });
  });
});
