import assert from 'node:assert/strict';
import { openSource } from '../../../lib/archive/archive.ts';
import type { Finder } from '../../../lib/finders/finder.ts';
import { followLinks } from '../../../lib/finders/links.ts';
import { ZipFinder } from '../../../lib/finders/zip-finder.ts';
import { type BufferSource, bufferSource } from '../../support/buffer-source.ts';
import { buildZip } from '../../support/zip-builder.ts';

/** Name -> content; a value that starts with '-> ' is a link. */
function finder(tree: Readonly<Record<string, string>>): Finder & { readonly source: BufferSource } {
  const members = Object.entries(tree).map(([name, value]) =>
    value.startsWith('-> ') ? { name, content: value.slice(3), mode: 0o120777 } : { name, content: value },
  );
  const source = bufferSource(buildZip(members));
  return Object.assign(new ZipFinder('/a.zip', openSource(source)), { source });
}

function follow(tree: Readonly<Record<string, string>>, name: string, followLast?: boolean): string {
  const result = followLinks(finder(tree), name, followLast);
  return 'failure' in result ? `${result.failure} ${result.name}` : `${result.member.kind} ${result.name}`;
}

const TREE = {
  'lib/real.js': 'x',
  'lib/deep/er.js': 'x',
  'top.js': '-> lib/real.js',
  'lib/near.js': '-> real.js',
  'bin/up.js': '-> ./../lib//real.js',
  ld: '-> lib',
  'ld-slash': '-> lib/',
  'lib/self': '-> .',
  chain: '-> top.js',
  'via-dir': '-> ld/deep/er.js',
  dangling: '-> nowhere.js',
  'through-file': '-> lib/real.js/../real.js',
};

describe('followLinks', () => {
  const rows: readonly (readonly [string, string])[] = [
    ['', 'directory '],
    ['lib', 'directory lib'],
    ['lib/real.js', 'file lib/real.js'],
    ['top.js', 'file lib/real.js'],
    ['lib/near.js', 'file lib/real.js'],
    ['bin/up.js', 'file lib/real.js'],
    ['ld', 'directory lib'],
    ['ld-slash', 'directory lib'],
    ['ld/real.js', 'file lib/real.js'],
    ['ld/deep', 'directory lib/deep'],
    ['ld/self/self/near.js', 'file lib/real.js'],
    ['chain', 'file lib/real.js'],
    ['via-dir', 'file lib/deep/er.js'],
    ['missing', 'ENOENT missing'],
    ['ld/missing', 'ENOENT lib/missing'],
    ['missing/x', 'ENOENT missing'],
    ['dangling', 'ENOENT nowhere.js'],
    ['lib/real.js/x', 'ENOTDIR lib/real.js'],
    ['top.js/x', 'ENOTDIR lib/real.js'],
    ['through-file', 'ENOTDIR lib/real.js'],
  ];
  for (const [name, expected] of rows) {
    it(`${JSON.stringify(name)} -> ${expected}`, () => assert.equal(follow(TREE, name), expected));
  }

  it('stops at a last link when told to, but follows those before it', () => {
    assert.equal(follow(TREE, 'top.js', false), 'link top.js');
    assert.equal(follow(TREE, 'ld/near.js', false), 'link lib/near.js');
    assert.equal(follow(TREE, 'dangling', false), 'link dangling');
    assert.equal(follow(TREE, 'lib/real.js', false), 'file lib/real.js');
  });

  it('tells missing from below-a-file where there are no links', () => {
    const plain = { 'a/b.js': 'x' };
    assert.deepEqual(
      ['a/b.js', 'a/c', 'a/b.js/c', 'a/b.js/c/d', 'x/y/z'].map((name) => follow(plain, name).split(' ')[0]),
      ['file', 'ENOENT', 'ENOTDIR', 'ENOTDIR', 'ENOENT'],
    );
  });

  it('gives up on loops, and on more links than Linux follows', () => {
    assert.match(follow({ a: '-> b', b: '-> a' }, 'a'), /^ELOOP/);
    assert.match(follow({ a: '-> ./a' }, 'a'), /^ELOOP/);
    assert.match(follow({ d: '-> d/d' }, 'd/x'), /^ELOOP/);
    const chain = (length: number) =>
      Object.fromEntries([...Array(length).keys()].map((i) => [`l${i}`, `-> l${i + 1}`]));
    assert.equal(follow({ ...chain(40), l40: 'x' }, 'l0'), 'file l40');
    assert.match(follow({ ...chain(41), l41: 'x' }, 'l0'), /^ELOOP/);
  });

  const unsafe: readonly (readonly [string, string])[] = [
    ['l', '/etc/passwd'],
    ['l', '/lib/real.js'],
    ['l', '../x'],
    ['l', '..'],
    ['l', 'lib/../../x'],
    ['l', '../a.zip/lib/real.js'],
    ['lib/l', '../../../lib/real.js'],
    ['l', '..\\x'],
    ['l', 'C:/x'],
    ['l', ''],
    ['l', 'lib/real.js\0x'],
    ['l', 'x'.repeat(70_000)],
  ];
  for (const [name, target] of unsafe) {
    it(`refuses ${name} -> ${JSON.stringify(target.slice(0, 40))}`, () => {
      const expected = { code: 'ERR_ZIPIMPORT_LINK_UNSAFE', archive: '/a.zip', member: name };
      assert.throws(() => follow({ 'lib/real.js': 'x', [name]: `-> ${target}` }, name), expected);
    });
  }

  it('sees an escape that only another link makes possible', () => {
    assert.throws(() => follow({ 'd/e/x': 'x', s: '-> d/e', 'd/e/up': '-> ../../..' }, 's/up'), {
      code: 'ERR_ZIPIMPORT_LINK_UNSAFE',
    });
    assert.throws(() => follow({ 'd/x': 'x', 'q/w/s': '-> ../../d', out: '-> q/w/s/../../z', z: 'x' }, 'out'), {
      code: 'ERR_ZIPIMPORT_LINK_UNSAFE',
    });
    assert.equal(follow({ 'd/e/x': 'x', 'q/w/s': '-> ../../d/e', out: '-> q/w/s/../../z', z: 'x' }, 'out'), 'file z');
  });

  it('reads each target once', () => {
    const tree = finder(TREE);
    followLinks(tree, 'top.js');
    const { length } = tree.source.reads;
    followLinks(tree, 'top.js');
    followLinks(tree, 'chain');
    assert.equal(tree.source.reads.length, length + 1);
  });
});
