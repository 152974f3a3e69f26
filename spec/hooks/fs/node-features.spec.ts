// Each constant against what the Node that runs the specs does on the disk.
import assert from 'node:assert/strict';
import fs from 'node:fs';
import { join } from 'node:path';
import * as features from '../../../hooks/fs/node-features.ts';
import { makeTempFolder, removeFolder, writeTree } from '../../support/temp-folder.ts';

function codeOf(action: () => unknown): unknown {
  try {
    action();
    return 'none';
  } catch (error) {
    return (error as NodeJS.ErrnoException).code;
  }
}

describe('node-features', () => {
  let folder: string;
  before(() => {
    folder = makeTempFolder();
    writeTree(folder, { file: '', 'dir/a/b': '', link: { link: 'dir' } });
  });
  after(() => removeFolder(folder));

  it('STAT_FORGIVES_ENOTDIR', () => {
    const code = codeOf(() => fs.statSync(join(folder, 'file/below'), { throwIfNoEntry: false }));
    assert.equal(code === 'none', features.STAT_FORGIVES_ENOTDIR);
    assert.equal(
      codeOf(() => fs.lstatSync(join(folder, 'file/below'), { throwIfNoEntry: false })),
      'ENOTDIR',
    );
  });

  it('RECURSIVE_DIRENTS_FOLLOW_LINKS', () => {
    const entries = fs.readdirSync(folder, { recursive: true, withFileTypes: true });
    const isFollowed = entries.some(({ parentPath }) => parentPath === join(folder, 'link'));
    assert.equal(isFollowed, features.RECURSIVE_DIRENTS_FOLLOW_LINKS);
  });

  it('PROMISED_READDIR_GOES_BY_LEVELS', async () => {
    const names = await fs.promises.readdir(folder, { recursive: true });
    const isByLevels = names.indexOf(join('dir', 'a')) < names.indexOf(join('link', 'a'));
    assert.equal(isByLevels, features.PROMISED_READDIR_GOES_BY_LEVELS);
  });

  it('EISDIR_NAMES_PATH', async () => {
    const error = await fs.promises.readFile(folder).catch((reason: NodeJS.ErrnoException) => reason);
    assert.equal((error as NodeJS.ErrnoException).path === folder, features.EISDIR_NAMES_PATH);
  });

  it('blobFailsLikeStat', () => {
    const code = codeOf(() => fs.openAsBlob(join(folder, 'none')));
    assert.equal(code === 'ENOENT', features.blobFailsLikeStat());
  });
});
