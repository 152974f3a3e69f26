import assert from 'node:assert/strict';
import fs from 'node:fs';
import { join } from 'node:path';
import { moduleStat, rawEntries, rawHandle, rawStatfs, rawStats, rawTree } from '../../../hooks/fs/binding-values.ts';
import { nodeBinding } from '../../../lib/node-binding.ts';
import { makeTempFolder, removeFolder, writeTree } from '../../support/temp-folder.ts';

/** Typed arrays as plain ones. */
function numbers(values: unknown): unknown[] {
  return [...(values as Iterable<unknown>)];
}

type Binding = Record<string, (...args: unknown[]) => unknown>;

/** What the binding gave to the last of the public functions that `action` calls. Called by hand with wrong arguments it would end the process. */
function given(binding: Binding, name: string, action: () => unknown): unknown {
  const original = binding[name] ?? assert.fail(`no ${name}`);
  let result: unknown;
  binding[name] = function (...args): unknown {
    const value = original.apply(this, args);
    result = structuredClone(value); // Node makes its Dirents in place.
    return value;
  };
  try {
    action();
    return result;
  } finally {
    binding[name] = original;
  }
}

describe('values of the fs binding', () => {
  let folder: string;
  let binding: Binding;
  before(() => {
    folder = makeTempFolder();
    writeTree(folder, { 'a.txt': 'a', 'sub/b.txt': 'b', 'sub/deep/c.txt': 'c', link: { link: 'a.txt' } });
    binding = nodeBinding<Binding>('fs') ?? assert.fail('no binding');
  });
  after(() => removeFolder(folder));

  it('stats, as numbers and as bigints', () => {
    for (const name of ['a.txt', 'sub']) {
      const stats = fs.statSync(join(folder, name), { bigint: true });
      for (const bigint of [false, true]) {
        const expected = given(binding, 'stat', () => fs.statSync(join(folder, name), { bigint }));
        // Node hands out the same array each time.
        assert.deepEqual([...rawStats(stats, bigint)!].slice(0, 18), [...(expected as Float64Array)].slice(0, 18));
      }
    }
    assert.equal(rawStats(undefined, false), undefined);
  });

  it('statfs: the file system, whose free space may change meanwhile', () => {
    const stats = rawStatfs(fs.statfsSync(folder, { bigint: true }), true);
    const expected = given(binding, 'statfs', () => fs.statfsSync(folder, { bigint: true })) as BigInt64Array;
    assert.equal(stats.length, expected.length);
    for (const at of [0, 1, 2]) assert.equal(stats[at], expected[at]);
  });

  it('names, and names with types', () => {
    for (const withFileTypes of [false, true]) {
      const expected = given(binding, 'readdir', () =>
        fs.readdirSync(folder, { withFileTypes: withFileTypes as true }),
      );
      assert.deepEqual(rawEntries(fs, [folder, 'utf8', withFileTypes]), expected);
    }
    const [name] = rawEntries(fs, [folder, 'buffer', false]) as readonly unknown[];
    assert.ok(Buffer.isBuffer(name));
  });

  it('a whole tree, grouped by directory where there are types', () => {
    const [names, types, counts, directories] = rawTree(fs, [folder, 'utf8', true]) as readonly (readonly unknown[])[];
    assert.deepEqual([...(names ?? [])].sort(), ['a.txt', 'b.txt', 'c.txt', 'deep', 'link', 'sub']);
    assert.deepEqual(directories, ['', 'sub', join('sub', 'deep')]);
    assert.deepEqual(counts, [3, 2, 1]);
    const { UV_DIRENT_LINK } = fs.constants as unknown as { UV_DIRENT_LINK: number }; // missing in the types
    assert.equal(types?.[names?.indexOf('link') ?? -1], UV_DIRENT_LINK);
    if (binding.readdirRecursive === undefined) return; // Node 26 has it.
    for (const withFileTypes of [false, true]) {
      const list = (): unknown => fs.readdirSync(folder, { recursive: true, withFileTypes: withFileTypes as true });
      const expected = given(binding, 'readdirRecursive', list) as unknown[];
      const actual = rawTree(fs, [folder, 'utf8', withFileTypes]) as unknown[];
      if (withFileTypes) assert.deepEqual(actual.slice(1).map(numbers), expected.slice(1).map(numbers));
      else assert.deepEqual(actual, expected);
    }
  });

  it('what a path is to the CommonJS loader', () => {
    const expected = { 'a.txt': 0, sub: 1, link: 0, missing: -1 };
    for (const [name, kind] of Object.entries(expected)) {
      assert.equal(Math.sign(moduleStat(fs, join(folder, name))), kind);
    }
  });

  it('a handle that closes its descriptor', async () => {
    const closed: number[] = [];
    const handle = rawHandle(7, (fd) => closed.push(fd)) as { fd: number; close(): Promise<void> };
    assert.equal(handle.fd, 7);
    await handle.close();
    assert.deepEqual(closed, [7]);
  });
});
