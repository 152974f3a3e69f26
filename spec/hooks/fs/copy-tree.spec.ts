import assert from 'node:assert/strict';
import fs from 'node:fs';
import { join } from 'node:path';
import { copyOptions } from '../../../hooks/fs/copy.ts';
import { copyAsync, copySync, copyTree, refuseCopy } from '../../../hooks/fs/copy-tree.ts';
import type { Place } from '../../../hooks/fs/paths.ts';
import { memoryFinder } from '../../support/memory-finder.ts';
import { makeTempFolder, removeFolder } from '../../support/temp-folder.ts';

const finder = memoryFinder('/x/app.zip', {
  'dir/a': 'a',
  'dir/inner': { link: 'a' },
  'dir/outer': { link: '../b' },
  b: 'b',
});
const at = (name: string): Place => ({ finder, name, path: `/x/app.zip/${name}`, asDirectory: false });

describe('copyTree', () => {
  let target: string;
  beforeEach(() => {
    target = join(makeTempFolder(), 'target');
  });
  afterEach(() => removeFolder(join(target, '..')));

  it('keeps links whose target is copied too, and copies the content of others', () => {
    copySync(copyTree(at('dir'), target, copyOptions({ recursive: true }), fs), undefined);
    assert.equal(fs.readlinkSync(join(target, 'inner')), 'a');
    assert.equal(fs.lstatSync(join(target, 'outer')).isFile(), true);
    assert.equal(fs.readFileSync(join(target, 'outer'), 'utf8'), 'b');
  });

  it('copies links as they are, or never, when asked to', () => {
    copySync(copyTree(at('dir'), target, copyOptions({ recursive: true, verbatimSymlinks: true }), fs), undefined);
    assert.equal(fs.readlinkSync(join(target, 'outer')), '../b');
    const second = `${target}-2`;
    copySync(copyTree(at('dir'), second, copyOptions({ recursive: true, dereference: true }), fs), undefined);
    assert.equal(fs.lstatSync(join(second, 'inner')).isFile(), true);
  });

  it('leaves out what the filter refuses, with all below it', async () => {
    const asked: string[] = [];
    const filter = async (source: string): Promise<boolean> => {
      asked.push(source);
      return !source.endsWith('dir');
    };
    const options = copyOptions({ recursive: true, filter });
    await copyAsync(copyTree(at(''), target, options, fs), options.filter);
    assert.deepEqual(fs.readdirSync(target), ['b']);
    assert.equal(asked.length, 3);
  });

  it('has Node’s codes for what cannot be', () => {
    const copy = (name: string, options: object): void =>
      copySync(copyTree(at(name), target, copyOptions(options), fs), undefined);
    assert.throws(() => copy('dir', {}), { code: 'ERR_FS_EISDIR' });
    fs.writeFileSync(target, 'old');
    assert.throws(() => copy('dir', { recursive: true }), { code: 'ERR_FS_CP_DIR_TO_NON_DIR' });
    assert.throws(() => copy('b', { force: false, errorOnExist: true }), { code: 'ERR_FS_CP_EEXIST' });
    copy('b', { force: false });
    assert.equal(fs.readFileSync(target, 'utf8'), 'old');
    fs.rmSync(target);
    fs.mkdirSync(target);
    assert.throws(() => copy('b', {}), { code: 'ERR_FS_CP_NON_DIR_TO_DIR' });
  });
});

describe('refuseCopy', () => {
  it('is EROFS with both paths', () =>
    assert.throws(() => refuseCopy('a', 'b'), { code: 'EROFS', path: 'a', dest: 'b' }));
});
