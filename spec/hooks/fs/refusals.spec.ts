import assert from 'node:assert/strict';
import { createDescriptors } from '../../../hooks/fs/descriptors.ts';
import type { Place } from '../../../hooks/fs/paths.ts';
import { refusals, refuseLink, refuseRename, refuseSymlink } from '../../../hooks/fs/refusals.ts';
import { memoryFinder } from '../../support/memory-finder.ts';

const finder = memoryFinder('/x/app.zip', { a: '', 'dir/b': '' });
const at = (name: string): Place => ({ finder, name, path: `/x/app.zip/${name}`, asDirectory: false });
const descriptors = createDescriptors();

describe('refusals', () => {
  const table = refusals(descriptors);

  it('look first where the kernel does', () => {
    type Row = readonly [name: string, member: string, code: string, ...rest: unknown[]];
    const rows: readonly Row[] = [
      ['chmod', 'a', 'EROFS', 0o600],
      ['chmod', 'none', 'ENOENT', 0o600],
      ['utimes', 'a/below', 'ENOTDIR', 1, 1],
      ['mkdir', 'new', 'EROFS'],
      ['mkdir', 'dir', 'EEXIST'],
      ['mkdir', 'none/new', 'ENOENT'],
      ['mkdir', 'none/new', 'EROFS', { recursive: true }],
      ['mkdir', 'a', 'EEXIST', { recursive: true }],
      ['mkdtemp', 'new', 'EROFS'],
      ['mkdtemp', 'none/new', 'ENOENT'],
      ['rm', 'a', 'EROFS'],
      ['rm', 'none', 'ENOENT'],
      ['rm', 'a/below', 'ENOTDIR', { force: true }],
      ['unlink', 'none', 'EROFS'],
      ['rmdir', 'none/deeper', 'ENOENT'],
      ['writeFile', 'new', 'EROFS', 'text'],
      ['writeFile', 'dir', 'EISDIR', 'text'],
      ['writeFile', 'a', 'EEXIST', 'text', { flag: 'wx' }],
      ['appendFile', 'none/new', 'ENOENT', 'text'],
      ['truncate', 'none', 'ENOENT'],
      ['truncate', 'a', 'EROFS'],
    ];
    for (const [name, member, code, ...rest] of rows) {
      assert.throws(() => table[name]!(at(member), rest), { code }, `${name} ${member}`);
    }
  });

  it('let pass what has nothing to do', () => {
    assert.equal(table.mkdir!(at('dir'), [{ recursive: true }]), undefined);
    assert.equal(table.rm!(at('none'), [{ force: true }]), undefined);
  });

  it('leave no descriptor open', () => {
    assert.throws(() => table.writeFile!(at('a'), ['text', { flag: 'r' }]), { code: 'EBADF', syscall: 'write' });
    assert.equal(descriptors.size, 0);
  });
});

describe('refuseRename', () => {
  it('names both paths', () => {
    assert.throws(() => refuseRename('a', 'b'), { code: 'EROFS', path: 'a', dest: 'b' });
  });
});

describe('refuseLink', () => {
  it('tells a new name in an archive from one elsewhere', () => {
    assert.throws(() => refuseLink(at('a'), null, 'a', 'b'), { code: 'EXDEV' });
    assert.throws(() => refuseLink(null, at('new'), 'a', 'b'), { code: 'EROFS' });
    assert.throws(() => refuseLink(null, at('a'), 'a', 'b'), { code: 'EEXIST' });
    assert.throws(() => refuseLink(at('none'), null, 'a', 'b'), { code: 'ENOENT' });
  });
});

describe('refuseSymlink', () => {
  it('looks at the new name only', () => {
    assert.throws(() => refuseSymlink('anywhere', at('new')), { code: 'EROFS', path: 'anywhere' });
    assert.throws(() => refuseSymlink('anywhere', at('none/new')), { code: 'ENOENT' });
  });
});
