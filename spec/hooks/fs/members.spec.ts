import assert from 'node:assert/strict';
import { memberAt, parentOf, requireParent, seek } from '../../../hooks/fs/members.ts';
import type { Place } from '../../../hooks/fs/paths.ts';
import { memoryFinder } from '../../support/memory-finder.ts';

const finder = memoryFinder('/x/app.zip', {
  'a.txt': 'a',
  'dir/b': 'b',
  link: { link: 'dir' },
  loop: { link: 'loop' },
  out: { link: '../etc' },
});
const at = (name: string, asDirectory = false): Place => ({ finder, name, path: `/x/app.zip/${name}`, asDirectory });

describe('seek', () => {
  it('follows the last link only when asked, or when the path is spelled as a directory', () => {
    const kind = (place: Place, follow: boolean): unknown => {
      const found = seek(place, follow);
      return typeof found === 'string' ? found : [found.name, found.member.kind];
    };
    assert.deepEqual(kind(at('link'), false), ['link', 'link']);
    assert.deepEqual(kind(at('link'), true), ['dir', 'directory']);
    assert.deepEqual(kind(at('link', true), false), ['dir', 'directory']);
    assert.deepEqual(kind(at('link/b'), false), ['dir/b', 'file']);
  });

  it('says why there is nothing', () => {
    assert.equal(seek(at('none'), true), 'ENOENT');
    assert.equal(seek(at('a.txt/below'), true), 'ENOTDIR');
    assert.equal(seek(at('a.txt', true), true), 'ENOTDIR');
    assert.equal(seek(at('loop'), true), 'ELOOP');
    assert.throws(() => seek(at('out'), true), { code: 'ERR_ZIPIMPORT_LINK_UNSAFE' });
  });
});

describe('memberAt', () => {
  it('throws with the path as it was written', () => {
    assert.throws(() => memberAt({ ...at('none'), path: './none' }, true, 'open'), {
      code: 'ENOENT',
      message: "ENOENT: no such file or directory, open './none'",
    });
  });
});

describe('parentOf', () => {
  it('is the directory above, and the root of the root', () => {
    assert.deepEqual(
      ['', 'a', 'a/b/c'].map((name) => parentOf(at(name)).name),
      ['', '', 'a/b'],
    );
  });
});

describe('requireParent', () => {
  it('passes for what could be created, and fails as the way to it does', () => {
    requireParent(at('new'), 'mkdir');
    requireParent(at('link/new'), 'mkdir');
    assert.throws(() => requireParent(at('none/new'), 'mkdir'), { code: 'ENOENT', syscall: 'mkdir' });
    assert.throws(() => requireParent(at('a.txt/new'), 'mkdir', 'as asked'), { code: 'ENOTDIR', path: 'as asked' });
  });
});
