import assert from 'node:assert/strict';
import { chmodSync, existsSync, mkdirSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import os, { tmpdir } from 'node:os';
import { join } from 'node:path';
import sinon from 'sinon';
import { objectionToRoot, openRoot, rootCandidates } from '../../../loaders/native/extraction-cache-roots.ts';
import { makeTempFolder, removeFolder } from '../../support/temp-folder.ts';

describe('rootCandidates', () => {
  it('is the one directory that was asked for', () => {
    assert.deepEqual(rootCandidates('/x/y'), [{ label: 'the directory of the policy', directory: '/x/y' }]);
  });

  it('begins with the cache directory of the user and ends with one for temporary files', () => {
    const directories = rootCandidates(null, {}).map(({ directory }) => directory);
    assert.equal(directories.length, 2);
    assert.match(directories[0] ?? '', /zipimport/);
    assert.ok(directories[1]?.startsWith(join(tmpdir(), 'zipimport-')));
  });

  if (process.platform === 'linux') {
    it('has the runtime directory between, where there is one', () => {
      assert.equal(rootCandidates(null, { XDG_RUNTIME_DIR: '/run/user/1' })[1]?.directory, '/run/user/1/zipimport');
      assert.equal(rootCandidates(null, { XDG_RUNTIME_DIR: '' }).length, 2);
    });

    it('says why there is no directory', () => {
      const { XDG_CACHE_HOME } = process.env;
      try {
        process.env.XDG_CACHE_HOME = 'relative';
        const [relative] = rootCandidates(null, {});
        assert.deepEqual([relative?.directory, relative?.reason], [null, 'relative/zipimport is not an absolute path']);
        delete process.env.XDG_CACHE_HOME;
        sinon.stub(os, 'homedir').throws(new Error('ENOENT: no such user'));
        const [homeless] = rootCandidates(null, {});
        assert.deepEqual([homeless?.directory, homeless?.reason], [null, 'ENOENT: no such user']);
      } finally {
        if (XDG_CACHE_HOME === undefined) delete process.env.XDG_CACHE_HOME;
        else process.env.XDG_CACHE_HOME = XDG_CACHE_HOME;
      }
    });
  }
});

describe('openRoot', () => {
  let folder: string;
  beforeEach(() => {
    folder = makeTempFolder();
  });
  afterEach(() => removeFolder(folder));

  it('makes the directory and those above it, for this user alone, whatever the umask', () => {
    const umask = process.umask(0o777);
    try {
      assert.equal(openRoot(join(folder, 'cache')), join(folder, 'cache'));
    } finally {
      process.umask(umask);
    }
    assert.equal(statSync(join(folder, 'cache')).mode & 0o777, 0o700);
    assert.equal(openRoot(join(folder, 'a/b/c')), join(folder, 'a/b/c'));
    assert.equal(statSync(join(folder, 'a/b')).mode & 0o777, 0o700);
    assert.equal(openRoot(join(folder, 'a/b/c')), join(folder, 'a/b/c'));
  });

  it('answers with the real path, where a directory above is a link', () => {
    mkdirSync(join(folder, 'real'));
    symlinkSync(join(folder, 'real'), join(folder, 'link'));
    assert.equal(openRoot(join(folder, 'link/cache')), join(folder, 'real/cache'));
  });

  it('does not change what is there', () => {
    mkdirSync(join(folder, 'open'));
    chmodSync(join(folder, 'open'), 0o777);
    assert.throws(() => openRoot(join(folder, 'open')), /others may write it \(mode 777\)/);
    assert.equal(statSync(join(folder, 'open')).mode & 0o777, 0o777);
    writeFileSync(join(folder, 'file'), '');
    assert.throws(() => openRoot(join(folder, 'file')), /it is not a directory/);
    assert.throws(() => openRoot(join(folder, 'file/below')), /ENOTDIR|EEXIST/);
    assert.ok(existsSync(join(folder, 'file')));
  });
});

describe('objectionToRoot', () => {
  it('takes directories that others may read', () => {
    const folder = makeTempFolder();
    try {
      chmodSync(folder, 0o755);
      assert.equal(objectionToRoot(folder), null);
    } finally {
      removeFolder(folder);
    }
  });
});
