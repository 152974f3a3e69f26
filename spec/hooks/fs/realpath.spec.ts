import assert from 'node:assert/strict';
import fs from 'node:fs';
import type { Place } from '../../../hooks/fs/paths.ts';
import { memberPath, realpath, realpathNative } from '../../../hooks/fs/realpath.ts';
import { memoryFinder } from '../../support/memory-finder.ts';

const finder = memoryFinder('/x/app.zip', {
  'dir/b': 'b',
  link: { link: 'dir' },
  broken: { link: 'none' },
  loop: { link: 'loop' },
});
const at = (name: string): Place => ({ finder, name, path: `/x/app.zip/${name}`, asDirectory: false });
const originals = {
  ...fs,
  realpathSync: ((entry: string) => entry.replace('/x/', '/real/')) as typeof fs.realpathSync,
};

describe('memberPath', () => {
  it('joins entry and name', () => {
    assert.equal(memberPath('/x/app.zip', ''), '/x/app.zip');
    assert.equal(memberPath('/x/app.zip', 'a'), process.platform === 'win32' ? '/x/app.zip\\a' : '/x/app.zip/a');
  });
});

describe('realpath', () => {
  it('resolves links of the archive and of the disk that it lies on', () => {
    assert.equal(realpath(at('link/b'), {}, originals), memberPath('/real/app.zip', 'dir/b'));
    assert.equal(realpath(at('link/b'), 'buffer', originals).toString(), memberPath('/real/app.zip', 'dir/b'));
  });

  it('names the first name that fails, and how', () => {
    assert.throws(() => realpath(at('none/deeper'), {}, originals), {
      syscall: 'lstat',
      path: memberPath('/x/app.zip', 'none'),
    });
    assert.throws(() => realpath(at('link/none'), {}, originals), {
      syscall: 'lstat',
      path: memberPath('/x/app.zip', 'dir/none'),
    });
    assert.throws(() => realpath(at('broken'), {}, originals), { code: 'ENOENT', syscall: 'stat' });
    assert.throws(() => realpath(at('loop/x'), {}, originals), {
      code: 'ELOOP',
      syscall: 'stat',
      path: memberPath('/x/app.zip', 'loop'),
    });
  });
});

describe('realpathNative', () => {
  it('fails under its own name with the whole path', () => {
    assert.throws(() => realpathNative(at('none/deeper'), {}, originals), {
      syscall: 'realpath',
      path: '/x/app.zip/none/deeper',
    });
  });

  it('keeps the entry where the disk knows nothing of it', () => {
    const unknown = {
      ...fs,
      realpathSync: (() => {
        throw new Error('ENOENT');
      }) as unknown as typeof fs.realpathSync,
    };
    assert.equal(realpathNative(at('dir'), {}, unknown), memberPath('/x/app.zip', 'dir'));
  });
});
