import assert from 'node:assert/strict';
import { symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  addressOf,
  compare,
  inspect,
  objectionToName,
  objectionToOwner,
  readWhole,
  writeFiles,
} from '../../../loaders/native/extraction-cache-content.ts';
import { makeTempFolder, removeFolder } from '../../support/temp-folder.ts';

const file = (name: string, content = 'x', executable = false) => ({ name, content: Buffer.from(content), executable });

describe('addressOf', () => {
  it('is a SHA-256 that stays the same: caches are found again by other versions', () => {
    assert.equal(addressOf([]), 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855');
    assert.equal(
      addressOf([file('a.node', 'code'), file('lib/b')]),
      '856f294a7220fbbac1bc53ce267886ce5e3ab0655532ea81ec5cd16cb1fc9650',
    );
  });

  it('cannot be led to the address of other files by what names and contents hold', () => {
    const addresses = [
      [file('a', 'b')],
      [file('a', 'b'), file('c', '')],
      [file('a\n', 'b')],
      [file('a', 'b\n')],
      [file('a', 'b', true)],
    ].map(addressOf);
    assert.equal(new Set(addresses).size, process.platform === 'win32' ? 4 : 5);
  });

  it('does not depend on the order', () => {
    const files = ['b', 'a', 'a/c', 'ä', 'Z'].map((name) => file(name));
    assert.equal(addressOf(files), addressOf([...files].reverse()));
  });
});

describe('objectionToName', () => {
  it('takes relative names and no others', () => {
    for (const name of ['a', 'a/b.c', '.hidden/x', 'a b', 'ä', '...']) assert.equal(objectionToName(name), null, name);
    for (const name of ['', '/', '/a', 'a/', 'a//b', '.', '..', 'a/../b', 'a\0b']) {
      assert.notEqual(objectionToName(name), null, name);
    }
  });
});

describe('objectionToOwner', () => {
  const user = process.geteuid?.();
  if (user !== undefined) {
    it('trusts this user and root, as long as nobody else may write', () => {
      assert.equal(objectionToOwner({ uid: user, mode: 0o40755 }), null);
      assert.equal(objectionToOwner({ uid: 0, mode: 0o100500 }), null);
      assert.match(objectionToOwner({ uid: user + 1, mode: 0o40700 }) ?? '', /belongs to user/);
      assert.match(objectionToOwner({ uid: user, mode: 0o40770 }) ?? '', /mode 770/);
      assert.match(objectionToOwner({ uid: user, mode: 0o100502 }) ?? '', /mode 502/);
    });
  }
});

describe('the content of an entry', () => {
  let folder: string;
  let entry: string;
  beforeEach(() => {
    folder = makeTempFolder();
    entry = join(folder, 'entry');
  });
  afterEach(() => removeFolder(folder));

  it('is what was written', () => {
    const files = [file('a.node', 'code', true), file('lib/deep/b', '')];
    writeFiles(entry, files);
    assert.equal(compare(entry, files, false), true);
    const found = inspect(entry);
    assert.ok(found instanceof Map);
    assert.deepEqual([...found.keys()].sort(), ['a.node', 'lib/deep/b']);
  });

  it('is not there, or says what is wrong', () => {
    const files = [file('a', 'text')];
    assert.equal(compare(entry, files, false), null);
    writeFiles(entry, files);
    assert.match(String(compare(entry, [file('a', 'tex!')], false)), /another content/);
    assert.equal(compare(entry, [file('a', 'tex!')], true), true);
    assert.match(String(compare(entry, [file('a', 'longer')], true)), /4 bytes instead of 6/);
    assert.match(String(compare(entry, [file('b', 'text')], true)), /b is missing/);
    assert.match(String(compare(entry, [...files, file('b')], true)), /1 files instead of 2/);
  });

  it('is never written over what is there', () => {
    writeFiles(entry, [file('a')]);
    assert.throws(() => writeFiles(entry, [file('a', 'y')]), /EEXIST/);
    assert.equal(readWhole(join(entry, 'a')).toString(), 'x');
  });

  if (process.platform !== 'win32') {
    it('is not read through a link', () => {
      writeFileSync(join(folder, 'secret'), 'x');
      symlinkSync(join(folder, 'secret'), join(folder, 'link'));
      assert.throws(() => readWhole(join(folder, 'link')), /ELOOP/);
    });
  }
});
