import assert from 'node:assert/strict';
import fs from 'node:fs';
import { join } from 'node:path';
import { childName, direntOf, kindOf, listing, readdir } from '../../../hooks/fs/directories.ts';
import type { Place } from '../../../hooks/fs/paths.ts';
import { memoryFinder } from '../../support/memory-finder.ts';

const finder = memoryFinder('/x/app.zip', { b: '', 'a/c/d': '', 'a/e': '', link: { link: 'a' }, 'a.txt': '' });
const at = (name: string): Place => ({ finder, name, path: `/x/app.zip/${name}`, asDirectory: false });

describe('direntOf', () => {
  it('makes real Dirents', () => {
    const dirent = direntOf('n', 'link', '/x');
    assert.ok(dirent instanceof fs.Dirent);
    assert.deepEqual(
      [dirent.name, dirent.parentPath, dirent.isSymbolicLink(), dirent.isFile()],
      ['n', '/x', true, false],
    );
  });
});

describe('childName', () => {
  it('has no separator in front', () => {
    assert.deepEqual([childName('', 'a'), childName('a', 'b')], ['a', 'a/b']);
  });
});

describe('kindOf', () => {
  it('does not follow', () => {
    assert.deepEqual(
      ['a', 'b', 'link'].map((name) => kindOf(finder, '', name)),
      ['directory', 'file', 'link'],
    );
  });
});

describe('listing', () => {
  it('is sorted as scandir sorts, through links', () => {
    assert.deepEqual(listing(at(''), 'scandir').segments, ['a', 'a.txt', 'b', 'link']);
    assert.deepEqual(listing(at('link'), 'scandir'), { name: 'a', segments: ['c', 'e'] });
    assert.throws(() => listing(at('b'), 'opendir'), { code: 'ENOTDIR', syscall: 'opendir' });
  });
});

describe('readdir', () => {
  it('goes by levels, and depth first where the promise form did', () => {
    const named = (name: string): string => name.replaceAll('/', join('a', 'b')[1]!);
    const tree = ['a', 'a.txt', 'b', 'link'];
    const levels = [...tree, 'a/c', 'a/e', 'link/c', 'link/e', 'a/c/d', 'link/c/d'];
    assert.deepEqual(readdir(at(''), { recursive: true }), levels.map(named));
    const deep = [...tree, 'link/c', 'link/e', 'link/c/d', 'a/c', 'a/e', 'a/c/d'];
    assert.deepEqual(readdir(at(''), { recursive: true }, 'depth'), deep.map(named));
  });
});
