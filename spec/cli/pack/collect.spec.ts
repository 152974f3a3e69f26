import assert from 'node:assert/strict';
import { chmodSync, mkdirSync, symlinkSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { assertName, collect } from '../../../cli/pack/collect.ts';
import { excludes } from '../../../cli/pack/excludes.ts';
import { type FileTree, makeTempFolder, removeFolder, writeTree } from '../../support/temp-folder.ts';

describe('collect', () => {
  let root: string;
  let folder: string;
  beforeEach(() => {
    root = makeTempFolder();
    folder = join(root, 'app');
    mkdirSync(folder);
  });
  afterEach(() => removeFolder(root));

  function names(
    tree: FileTree,
    how: 'refuse' | 'copy' | 'drop' = 'refuse',
    patterns: readonly string[] = [],
  ): string[] {
    writeTree(folder, tree);
    const { members } = collect(folder, excludes(folder, patterns), () => false, how);
    return members.map(({ name, kind, target }) => (kind === 'link' ? `${name} -> ${target}` : name));
  }

  it('sorts by name, whatever the order on the disk', () => {
    assert.deepEqual(names({ 'b/x.js': '', 'a.js': '', 'B.js': '', 'b-1.js': '', 'a/z.js': '' }), [
      'B.js',
      'a.js',
      'a/z.js',
      'b-1.js',
      'b/x.js',
    ]);
  });

  it('keeps empty folders and gives normal modes', () => {
    mkdirSync(join(folder, 'empty'));
    writeTree(folder, { 'run.sh': '', 'data.txt': '', link: { link: 'data.txt' } });
    chmodSync(join(folder, 'run.sh'), 0o700);
    chmodSync(join(folder, 'data.txt'), 0o600);
    const { members } = collect(
      folder,
      () => false,
      () => false,
      'refuse',
    );
    assert.deepEqual(
      members.map(({ name, mode }) => [name, mode.toString(8)]),
      [
        ['data.txt', '100644'],
        ['empty', '40755'],
        ['link', '120777'],
        ['run.sh', '100755'],
      ],
    );
  });

  it('leaves out what is excluded, by pack itself, by .zipimportignore and by the caller', () => {
    const tree = {
      '.git/config': '',
      'node_modules/a/.DS_Store': '',
      'node_modules/.cache/x': '',
      '.npmrc': 'token',
      '.env': '',
      '.zipimportignore': '*.map\n!keep.map\n',
      'a.map': '',
      'keep.map': '',
      'test/a.js': '',
      'src/test/b.js': '',
      'index.js': '',
    };
    assert.deepEqual(names(tree, 'refuse', ['/test/']), ['.env', 'index.js', 'keep.map', 'src/test/b.js']);
  });

  it('keeps links, and makes absolute ones that stay inside relative', () => {
    const tree = { 'a/b/c.js': '', 'a/up': { link: '../a/b' }, dangling: { link: './nothing' } };
    symlinkSync(join(folder, 'a/b'), join(folder, 'absolute'));
    assert.deepEqual(names(tree), ['a/b/c.js', 'a/up -> ../a/b', 'absolute -> a/b', 'dangling -> ./nothing']);
  });

  describe('links that lead out', () => {
    const tree = { 'index.js': '', 'node_modules/lib': { link: '../../lib' } };
    beforeEach(() => {
      writeTree(root, {
        'lib/lib.js': '',
        'lib/again': { link: 'lib.js' },
        'lib/further': { link: '../more' },
        'more/x.js': '',
      });
    });

    it('are refused, with what to do', () => {
      assert.throws(() => names(tree), {
        code: 'ERR_ZIPIMPORT_PACK_LINK_OUTSIDE',
        member: 'node_modules/lib',
        message: /node_modules\/lib -> \.\.\/\.\.\/lib.*workspace/s,
      });
    });

    it('are dropped on demand', () => {
      assert.deepEqual(names(tree, 'drop'), ['index.js']);
    });

    it('are copied on demand, with the links in what is copied', () => {
      assert.deepEqual(names(tree, 'copy'), [
        'index.js',
        'node_modules/lib/again -> lib.js',
        'node_modules/lib/further/x.js',
        'node_modules/lib/lib.js',
      ]);
    });

    it('are not copied when they hold the folder they are in', () => {
      assert.throws(() => names({ above: { link: '..' } }, 'copy'), { code: 'ERR_ZIPIMPORT_PACK_LINK_OUTSIDE' });
    });
  });

  // Windows has neither sockets nor devices in folders.
  if (process.platform !== 'win32') {
    it('refuses what has no content', async () => {
      const server = createServer().listen(join(folder, 'socket'));
      await new Promise((resolve) => server.once('listening', resolve));
      try {
        assert.throws(() => names({}), { code: 'ERR_ZIPIMPORT_PACK_UNREADABLE', message: /socket/ });
        assert.deepEqual(names({ 'c.js': '' }, 'refuse', ['socket']), ['c.js']);
      } finally {
        await new Promise((resolve) => server.close(resolve));
      }
    });
  }

  it('says which folder is missing', () => {
    assert.throws(
      () =>
        collect(
          join(root, 'nothing'),
          () => false,
          () => false,
          'refuse',
        ),
      {
        code: 'ERR_ZIPIMPORT_PACK_UNREADABLE',
        message: /nothing cannot be read: ENOENT/,
      },
    );
  });
});

describe('assertName', () => {
  it('refuses names that no member may have', () => {
    for (const name of ['a\\b', 'a/C\ufffd.js', 'C:x', 'a/../b']) {
      assert.throws(() => assertName(name, `/app/${name}`), { code: 'ERR_ZIPIMPORT_PACK_NAME_INVALID', member: name });
    }
    assertName('a/b c/ü.js', '/app/a/b c/ü.js');
  });
});
