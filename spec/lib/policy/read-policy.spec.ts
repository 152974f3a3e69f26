import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ZipImportError } from '../../../lib/errors.ts';
import { DEFAULT_POLICY } from '../../../lib/policy/policy.ts';
import { readPolicy } from '../../../lib/policy/read-policy.ts';
import { makeTempFolder, removeFolder, writeTree } from '../../support/temp-folder.ts';

describe('readPolicy', () => {
  let folder: string;
  let file: string;
  beforeEach(() => {
    folder = makeTempFolder();
    file = join(folder, 'policy.json');
  });
  afterEach(() => removeFolder(folder));

  function read(value: unknown) {
    writeFileSync(file, JSON.stringify(value));
    return readPolicy(file);
  }

  it('fills in the defaults', () => {
    assert.deepEqual(read({}), { ...DEFAULT_POLICY, file });
  });

  it('makes one shape of the ways to write a key', () => {
    assert.deepEqual(read({ native: 'memory' }).native, ['memory']);
    assert.deepEqual(read({ native: 'deny' }).native, []);
    assert.deepEqual(read({ native: ['extract', 'memory'] }).native, ['extract', 'memory']);
    const [rule] = read({ rules: [{ package: 'a', member: ['b', 'c'], native: 'deny' }] }).rules;
    assert.deepEqual(rule, { package: ['a'], member: ['b', 'c'], archive: undefined, platform: undefined, native: [] });
  });

  it('counts paths from the folder of the file', () => {
    const { extract, path, rules } = read({
      extract: { directory: 'cache' },
      path: ['a.zip', '/b.zip', '../c.zip'],
      rules: [{ archive: ['*.zip', '/x/*.zip'], native: 'deny' }],
    });
    assert.equal(extract.directory, join(folder, 'cache'));
    assert.deepEqual(path, [join(folder, 'a.zip'), join('/', 'b.zip'), join(folder, '..', 'c.zip')]);
    assert.deepEqual(rules[0]?.archive, [`${folder.replaceAll('\\', '/')}/*.zip`, '/x/*.zip']);
  });

  it('looks up globs among the path entries, by name and once', () => {
    writeTree(folder, { 'plugins/b.zip': '', 'plugins/a.zip': '', 'plugins/x.txt': '', 'plugins/deep/c.zip': '' });
    const names = read({ path: ['plugins/b.zip', 'plugins/*.zip', 'none/*.zip'] }).path;
    assert.deepEqual(names, [join(folder, 'plugins/b.zip'), join(folder, 'plugins/a.zip')]);
    assert.deepEqual(read({ path: ['plugins/**/c.zip'] }).path, [join(folder, 'plugins/deep/c.zip')]);
  });

  it('reads times', () => {
    assert.equal(read({ extract: { keep: '2h' } }).extract.keep, 7_200_000);
    assert.equal(read({ extract: { keep: false } }).extract.keep, false);
  });

  it('takes a byte order mark', () => {
    writeFileSync(file, '\uFEFF{ "native": "deny" }');
    assert.deepEqual(readPolicy(file).native, []);
  });

  /** The code and the lines of the message that reading fails with. */
  function failure(): readonly [string, readonly string[]] {
    try {
      readPolicy(file);
    } catch (error) {
      assert.ok(error instanceof ZipImportError);
      return [error.code, error.message.split('\n')];
    }
    return assert.fail('nothing was thrown');
  }

  it('names the file and each wrong key', () => {
    writeFileSync(file, '{ "native": "x", "path": 1 }');
    const [code, lines] = failure();
    assert.equal(code, 'ERR_ZIPIMPORT_POLICY_INVALID');
    assert.equal(lines[0], `The policy file ${file} is not valid.`);
    assert.deepEqual(
      lines.slice(1).map((line) => line.trim().split(' ')[0]),
      ['native', 'path'],
    );
  });

  it('says where JSON ends', () => {
    writeFileSync(file, '{ "native": ');
    const [code, lines] = failure();
    assert.equal(code, 'ERR_ZIPIMPORT_POLICY_INVALID');
    assert.match(lines[1] ?? '', /not JSON: /);
  });

  it('says that a file is missing', () => {
    const [code, [line]] = failure();
    assert.equal(code, 'ERR_ZIPIMPORT_POLICY_UNREADABLE');
    assert.match(line ?? '', /policy\.json \(.*\) cannot be read: ENOENT/);
  });
});
