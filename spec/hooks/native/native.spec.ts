import assert from 'node:assert/strict';
import path from 'node:path';
import { makeNative } from '../../../hooks/native/native.ts';
import type { FileTree } from '../../../lib/path/file-tree.ts';
import { DEFAULT_POLICY } from '../../../lib/policy/policy.ts';

describe('makeNative', () => {
  const archive = path.resolve('/a.zip');
  const kinds: Readonly<Record<string, object>> = {
    [path.join(archive, 'folder')]: { kind: 'directory', mode: 0o755 },
    [path.join(archive, 'plain')]: { kind: 'file', mode: 0o644 },
  };
  const tree = { find: (file: string) => (file in kinds ? { member: kinds[file] } : null) } as unknown as FileTree;
  const native = makeNative({
    tree: Object.assign(() => tree, { peek: () => tree }),
    policy: DEFAULT_POLICY,
    mayNameArchive: (text) => text.includes('.zip'),
    owns: (file) => file.startsWith(archive + path.sep),
  });

  it('tells paths in archives, absolute ones and those from a folder', () => {
    const expected = path.join(archive, 'x');
    assert.equal(native.pathInArchive(`${archive}${path.sep}x`), expected);
    assert.equal(native.pathInArchive(`.${path.sep}x`, archive), expected);
    assert.equal(native.pathInArchive(`..${path.sep}x`, archive), null);
    assert.equal(native.pathInArchive(path.resolve('/disk/x')), null);
  });

  it('leaves names without separator to the search of the system', () => {
    assert.equal(native.pathInArchive('a.zip'), null);
    assert.equal(native.pathInArchive('x', archive), null);
  });

  it('knows modes and directories, and nothing where nothing is', () => {
    assert.equal(native.modeOf(path.join(archive, 'plain')), 0o644);
    assert.equal(native.modeOf(path.join(archive, 'none')), 0);
    assert.equal(native.isDirectory(path.join(archive, 'folder')), true);
    assert.equal(native.isDirectory(path.join(archive, 'plain')), false);
    assert.equal(native.find(path.join(archive, 'folder')), null);
  });
});
