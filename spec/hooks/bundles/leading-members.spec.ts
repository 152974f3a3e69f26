import assert from 'node:assert/strict';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { crc32 } from 'node:zlib';
import { leadingMembers, readLeadingMember } from '../../../hooks/bundles/leading-members.ts';
import { RUNTIME_FOLDER } from '../../../lib/finders/own-folder.ts';
import { makeTempFolder, removeFolder } from '../../support/temp-folder.ts';
import { buildZip, type MemberFields } from '../../support/zip-builder.ts';

describe('leadingMembers', () => {
  let folder: string;
  before(() => {
    folder = makeTempFolder();
  });
  after(() => removeFolder(folder));

  function write(name: string, members: readonly MemberFields[], stub = ''): string {
    const file = join(folder, name);
    writeFileSync(file, buildZip(members, { prefix: Buffer.from(stub) }));
    return file;
  }

  const content = (file: string, name: string): string | undefined => {
    const member = leadingMembers(file)?.get(name);
    return member === undefined ? undefined : readLeadingMember(file, member)?.toString();
  };

  it('are those of the runtime, up to the first of another folder', () => {
    const file = write('app.zip', [
      { name: `${RUNTIME_FOLDER}a.cjs`, content: 'first' },
      { name: `${RUNTIME_FOLDER}1-x64/a.cache`, content: 'second' },
      { name: 'main.js', content: 'main' },
      { name: `${RUNTIME_FOLDER}late.cjs`, content: 'late' },
    ]);
    const members = [...(leadingMembers(file) ?? [])].map(([name, { size, crc }]) => [name, size, crc]);
    assert.deepEqual(members, [
      ['a.cjs', 5, crc32('first')],
      ['1-x64/a.cache', 6, crc32('second')],
    ]);
    assert.equal(content(file, 'a.cjs'), 'first');
    assert.equal(content(file, '1-x64/a.cache'), 'second');
  });

  it('are found behind the script of an executable, and behind no other bytes', () => {
    const members = [{ name: `${RUNTIME_FOLDER}a.cjs`, content: 'first' }];
    assert.equal(content(write('app', members, '#!/bin/sh\n# zipimport: a program\nexit\n'), 'a.cjs'), 'first');
    assert.equal(leadingMembers(write('other', members, '#!/bin/sh\nexit\n')), null);
  });

  it('are none in an archive that starts with something else', () => {
    assert.equal(leadingMembers(write('plain.zip', [{ name: 'main.js', content: 'main' }]))?.size, 0);
  });

  it('end at a member that is compressed or leaves its sizes for later', () => {
    const name = `${RUNTIME_FOLDER}a.cjs`;
    assert.equal(leadingMembers(write('deflated.zip', [{ name, content: 'first', method: 8 }]))?.size, 0);
    assert.equal(leadingMembers(write('later.zip', [{ name, content: 'first', flags: 8 }]))?.size, 0);
  });

  it('are none where there is no archive', () => {
    mkdirSync(join(folder, 'folder'));
    writeFileSync(join(folder, 'main.js'), '0;');
    writeFileSync(join(folder, 'empty'), '');
    for (const name of ['folder', 'main.js', 'empty', 'missing', 'main.js/below']) {
      assert.equal(leadingMembers(join(folder, name)), null, name);
    }
  });

  it('are not read beyond the end of the file', () => {
    const name = `${RUNTIME_FOLDER}a.cjs`;
    const file = write('lies.zip', [{ name, content: 'first', local: { compressedSize: 0xfffffff0 } }]);
    assert.equal(leadingMembers(file)?.size, 0);
    const whole = buildZip([{ name, content: 'first' }]);
    for (let length = 0; length < 30 + name.length + 5; length++) {
      writeFileSync(file, whole.subarray(0, length));
      assert.ok((leadingMembers(file)?.size ?? 0) === 0, `${length}`);
    }
  });
});
