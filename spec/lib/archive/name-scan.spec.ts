import assert from 'node:assert/strict';
import { finishHash, nameHash } from '../../../lib/archive/name-hash.ts';
import { IN_ROOT, markUnicodePaths, type NameScan, SAME_DIRECTORY, scanNames } from '../../../lib/archive/name-scan.ts';
import { NodeTable } from '../../../lib/archive/node-table.ts';
import { walkRecords } from '../../../lib/archive/record-walk.ts';
import { buildZip, type MemberFields, unicodePathBlock } from '../../support/zip-builder.ts';

function walked(members: readonly MemberFields[]): NodeTable {
  const bytes = buildZip(members);
  const nodes = new NodeTable(bytes.subarray(bytes.readUInt32LE(bytes.length - 6), -22), members.length);
  walkRecords(nodes, members.length);
  return nodes;
}

function scan(names: readonly (string | Buffer)[]): NameScan & { readonly nodes: NodeTable } {
  const nodes = walked(names.map((name) => ({ name })));
  return { ...scanNames(nodes, names.length, new Uint8Array(names.length + 1)), nodes };
}

describe('scanNames', () => {
  it('hashes as lookups do, whether the directory repeats or not', () => {
    const names = ['a', 'd/a', 'd/b', 'd/e/c', 'd/e/f', 'd/x', 'da', 'd/e/g', 'e/', 'e/a', 'd'];
    const { nodes } = scan(names);
    const hashes = names.map((_, i) => finishHash(nodes.hashes[i + 1]!));
    assert.deepEqual(
      hashes,
      names.map((name) => nameHash(name)),
    );
  });

  it('tells whose directory is the same as before', () => {
    const names = ['a', 'd/a', 'd/b', 'd/e/c', 'd/e/f', 'd/x', 'da', 'z', 'e/', 'e/a', 'e/'];
    const { directoryLengths } = scan(names);
    const S = SAME_DIRECTORY;
    const R = IN_ROOT;
    assert.deepEqual([...directoryLengths.subarray(1)], [R, 1, S, 3, S, 1, R, R, 1, S, S]);
  });

  const odd = [
    '',
    '/',
    '/a',
    'a//b',
    'a/./b',
    'a/../b',
    './a',
    '../a',
    '.',
    '..',
    'a/.',
    'a/..',
    'a\0',
    '\0',
    'C:/a',
    'é',
    'a/é/b',
    'x./y',
    'a//',
  ];
  for (const name of odd) {
    it(`marks ${JSON.stringify(name)}`, () => {
      const { isOdd, oddCount } = scan([name]);
      assert.deepEqual([isOdd[1], oddCount], [1, 1]);
    });
  }

  it('marks names whose last byte or any byte is not ASCII', () => {
    for (let byte = 0x80; byte < 0x100; byte++) assert.equal(scan([Buffer.of(97, byte)]).isOdd[1], 1);
    for (let byte = 0x01; byte < 0x80; byte++) {
      if (![0x2e, 0x2f].includes(byte))
        assert.equal(scan([Buffer.of(97, byte === 0x3a ? 0x3b : byte)]).isOdd[1], 0, `${byte}`);
    }
  });

  it('leaves ordinary names alone', () => {
    assert.equal(scan(['a', '.a', '..a', '...a', 'a/.b', 'a/..b/c', '@s/p', 'a\\b', 'a b', 'ab:c']).oddCount, 0);
  });

  it('lets no name share the directory of a marked one', () => {
    const { directoryLengths, nodes } = scan(['é/a', 'é/b', 'x/./a', 'x/b', 'd/é', 'd/f']);
    assert.deepEqual([directoryLengths[4], directoryLengths[6]], [1, 1]);
    assert.deepEqual(
      [4, 6].map((node) => finishHash(nodes.hashes[node]!)),
      [nameHash('x/b'), nameHash('d/f')],
    );
  });
});

describe('markUnicodePaths', () => {
  it('marks records with such a block only', () => {
    const nodes = walked([
      { name: 'a' },
      { name: 'b', extra: unicodePathBlock('b', 'ü') },
      { name: 'c', extra: Buffer.alloc(4) },
    ]);
    const isOdd = new Uint8Array(4);
    markUnicodePaths(nodes, 3, isOdd);
    assert.deepEqual([...isOdd], [0, 0, 1, 0]);
  });
});
