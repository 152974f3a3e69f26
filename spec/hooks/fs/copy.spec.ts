import assert from 'node:assert/strict';
import fs from 'node:fs';
import { join } from 'node:path';
import { BadArguments } from '../../../hooks/fs/arguments.ts';
import { claimCopyFile, copyMember, copyMode, copyOptions, copyPath } from '../../../hooks/fs/copy.ts';
import type { Place } from '../../../hooks/fs/paths.ts';
import { memoryFinder } from '../../support/memory-finder.ts';
import { makeTempFolder, removeFolder } from '../../support/temp-folder.ts';

const finder = memoryFinder('/x/app.zip', { a: { content: 'abc', mode: 0o100755 }, plain: '', dir: null });
const at = (name: string): Place => ({ finder, name, path: `/x/app.zip/${name}`, asDirectory: false });

describe('copyMode', () => {
  it('is the mode of the member, or one that lets the copy be changed', () => {
    assert.deepEqual(
      ['a', 'plain', 'dir'].map((name) => copyMode(finder.lookup(name)!)),
      [0o755, 0o644, 0o755],
    );
  });
});

describe('copyPath', () => {
  it('is the text of a path', () => {
    assert.equal(copyPath(Buffer.from('a')), 'a');
    assert.throws(() => copyPath(undefined), BadArguments);
    assert.throws(() => copyPath('a\0b'), BadArguments);
  });
});

describe('copyMember', () => {
  let folder: string;
  beforeEach(() => {
    folder = makeTempFolder();
  });
  afterEach(() => removeFolder(folder));

  it('replaces content and mode of what is there', () => {
    const target = join(folder, 'target');
    fs.writeFileSync(target, 'something longer');
    copyMember(at('a'), target, 0, fs);
    assert.equal(fs.readFileSync(target, 'utf8'), 'abc');
    if (process.platform !== 'win32') assert.equal(fs.statSync(target).mode & 0o777, 0o755);
  });

  it('fails as copyfile, whatever step failed', () => {
    const target = join(folder, 'none', 'target');
    assert.throws(() => copyMember(at('a'), target, 0, fs), { code: 'ENOENT', syscall: 'copyfile', dest: target });
    assert.throws(() => copyMember(at('dir'), target, 0, fs), { code: 'EISDIR', syscall: 'copyfile' });
    fs.writeFileSync(join(folder, 'there'), '');
    assert.throws(() => copyMember(at('a'), join(folder, 'there'), fs.constants.COPYFILE_EXCL, fs), { code: 'EEXIST' });
  });
});

describe('claimCopyFile', () => {
  const inside = (path: unknown): Place | null => (path === 'in' ? at('a') : null);

  it('claims what has a member on either side', () => {
    assert.equal(claimCopyFile(['out', 'out'], inside, fs), null);
    assert.throws(() => claimCopyFile(['in', 'in'], inside, fs)?.(), { code: 'EROFS', syscall: 'copyfile' });
    assert.throws(() => claimCopyFile(['in', 'out', 99], inside, fs)?.(), BadArguments);
    assert.throws(() => claimCopyFile(['in', undefined], inside, fs)?.(), BadArguments);
  });
});

describe('copyOptions', () => {
  it('has Node’s defaults', () => {
    const { force, recursive, dereference, mode, filter } = copyOptions(undefined);
    assert.deepEqual([force, recursive, dereference, mode, filter], [true, false, false, 0, undefined]);
  });

  for (const options of [
    null,
    7,
    { recursive: 'yes' },
    { force: undefined },
    { filter: 1 },
    { dereference: true, verbatimSymlinks: true },
  ]) {
    it(`refuses ${JSON.stringify(options)}`, () => assert.throws(() => copyOptions(options), BadArguments));
  }
});
