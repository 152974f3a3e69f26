import assert from 'node:assert/strict';
import type { PreparedMember } from '../../../cli/pack/compress.ts';
import { packageOf, Summary } from '../../../cli/pack/summary.ts';

function member(name: string, fields: Partial<PreparedMember> = {}): PreparedMember {
  const source = { name, kind: 'file' as const, path: `/${name}`, size: 10, mode: 0o100644 };
  return {
    source,
    method: 8,
    size: 10,
    compressedSize: 5,
    crc32: 0,
    sha256: null,
    head: Buffer.alloc(0),
    data: Buffer.alloc(0),
    ...fields,
  };
}

describe('Summary', () => {
  it('adds up packages, the largest first', () => {
    const summary = new Summary();
    for (const name of ['index.js', 'node_modules/a/x.js', 'node_modules/a/y.js']) summary.add(member(name));
    const { packages, members, bytesIn } = summary.finish();
    assert.deepEqual(packages, [
      { name: 'node_modules/a', members: 2, size: 20, compressedSize: 10 },
      { name: '.', members: 1, size: 10, compressedSize: 5 },
    ]);
    assert.deepEqual([members, bytesIn], [3, 30]);
  });

  it('warns of names that differ in case or accents only', () => {
    const summary = new Summary();
    for (const name of ['a/Readme.md', 'a/README.md', 'a/u\u0308', 'a/\u00fc', 'b/readme.md'])
      summary.add(member(name));
    assert.deepEqual(
      summary.finish().warnings.map((warning) => warning.member),
      ['a/README.md', 'a/\u00fc'],
    );
  });

  it('warns of zstd, which Node.js 20 does not read, and of members that are too large', () => {
    const summary = new Summary();
    summary.add(member('a.js', { method: 93 }));
    summary.add(member('huge.bin', { size: 2 ** 32 + 1 }));
    assert.deepEqual(
      summary.finish().warnings.map((warning) => warning.member),
      ['huge.bin', '*'],
    );
  });
});

describe('packageOf', () => {
  const rows: readonly (readonly [string, string])[] = [
    ['index.js', '.'],
    ['node_modules/a/index.js', 'node_modules/a'],
    ['node_modules/@s/a/index.js', 'node_modules/@s/a'],
    ['node_modules/a/node_modules/b/x.js', 'node_modules/a/node_modules/b'],
    ['node_modules/.pnpm/a@1/node_modules/a/x.js', 'node_modules/.pnpm/a@1/node_modules/a'],
    ['node_modules/.bin/a', '.'],
    ['packages/p/node_modules/a/x.js', 'packages/p/node_modules/a'],
  ];
  for (const [name, expected] of rows) it(name, () => assert.equal(packageOf(name), expected));
});
