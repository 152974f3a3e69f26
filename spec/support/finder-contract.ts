// What every Finder must do, run for each of them.
import assert from 'node:assert/strict';
import type { Finder } from '../../lib/finders/finder.ts';

/** The tree that the finder under test must hold; all content is ASCII. `hasLinks` finders also hold `link.txt` -> `dir/b.txt`. */
export const CONTRACT_TREE = {
  'a.txt': 'a',
  'dir/b.txt': 'bb',
  'dir/deep/er/c.txt': '',
  'dir.txt': 'not in dir',
} as const;

/** Registers the contract's tests with mocha. @param open makes a new finder over {@link CONTRACT_TREE}, told to close after each test */
export function describeFinderContract(open: () => Finder): void {
  describe('keeps the finder contract', () => {
    let finder: Finder;
    beforeEach(() => {
      finder = open();
    });
    afterEach(() => finder.close());

    it('names its entry as it was asked for', () => {
      assert.ok(finder.entry.length > 1 && !/[\\/]$/.test(finder.entry));
    });

    it('finds every file, with its size', () => {
      for (const [name, content] of Object.entries(CONTRACT_TREE)) {
        const member = finder.lookup(name);
        assert.deepEqual([member?.name, member?.kind, member?.size], [name, 'file', content.length]);
      }
    });

    it('finds the root and implied directories', () => {
      for (const name of ['', 'dir', 'dir/deep', 'dir/deep/er']) {
        const member = finder.lookup(name);
        assert.deepEqual([member?.name, member?.kind, member?.size], [name, 'directory', 0]);
      }
    });

    it('finds nothing else', () => {
      for (const name of [
        'b.txt',
        'dir/',
        '/a.txt',
        './a.txt',
        'dir//b.txt',
        'dir/../a.txt',
        'A.TXT',
        'a.txt/',
        'a',
        'di',
        '.',
        '..',
        'a.txt/x',
        '\0',
        'é',
      ]) {
        assert.equal(finder.lookup(name), undefined, JSON.stringify(name));
      }
    });

    it('lists directories by last segments, each once', () => {
      assert.deepEqual([...(finder.list('dir') ?? [])].sort(), ['b.txt', 'deep']);
      assert.deepEqual([...(finder.list('dir/deep') ?? [])], ['er']);
      const root = [...(finder.list('') ?? [])].filter((name) => name !== 'link.txt');
      assert.deepEqual(root.sort(), ['a.txt', 'dir', 'dir.txt']);
    });

    it('lists nothing for what is no directory', () => {
      for (const name of ['a.txt', 'missing', 'dir/']) assert.equal(finder.list(name), undefined);
    });

    it('reads whole content, empty content too', () => {
      for (const [name, content] of Object.entries(CONTRACT_TREE)) {
        assert.equal(finder.read(finder.lookup(name)!).toString(), content);
      }
    });

    it('reads a member again to the same content', () => {
      const member = finder.lookup('dir/b.txt')!;
      assert.deepEqual(finder.read(member), finder.read(member));
    });

    it('tells members apart by id, and keeps their ids', () => {
      const names = ['', 'dir', 'dir/deep', ...Object.keys(CONTRACT_TREE)];
      const ids = names.map((name) => finder.lookup(name)?.id);
      assert.equal(new Set(ids).size, names.length);
      assert.deepEqual(
        names.map((name) => finder.lookup(name)?.id),
        ids,
      );
    });

    it('gives a link its target as content', () => {
      const link = finder.lookup('link.txt');
      assert.equal(link !== undefined, finder.hasLinks === true);
      if (link !== undefined) assert.deepEqual([link.kind, finder.read(link).toString()], ['link', 'dir/b.txt']);
    });

    it('refuses to answer after it was closed, and to be bothered by a second close', () => {
      finder.close();
      assert.throws(() => finder.lookup('a.txt'));
      finder.close();
    });
  });
}
