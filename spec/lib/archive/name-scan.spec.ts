import assert from 'node:assert/strict';
import { finishHash, nameHash } from '../../../lib/archive/name-hash.ts';
import { markUnicodePaths, type NameScan, scanNames } from '../../../lib/archive/name-scan.ts';
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

  it('tells where the directory changes, and which names are directories', () => {
    const names = ['a', 'd/a', 'd/b', 'd/e/c', 'd/e/f', 'd/x', 'da', 'z', 'e/', 'e/a', 'e/'];
    const { changes, isBelow, firstLevels, levelLengths, directories, odd } = scan(names);
    const told = changes.map((node, i) => [
      names[node - 1],
      isBelow[i],
      levelLengths.slice(firstLevels[i], firstLevels[i + 1]),
    ]);
    assert.deepEqual(told, [
      ['d/a', 0, [1]],
      ['d/e/c', 1, [3]],
      ['d/x', 0, [1]],
      ['da', 0, []],
      ['e/', 0, [1]],
    ]);
    assert.deepEqual([directories, odd], [[9, 11], []]);
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
      assert.deepEqual(scan([name]).odd, [1]);
    });
  }

  it('marks names whose last byte or any byte is not ASCII', () => {
    for (let byte = 0x80; byte < 0x100; byte++) assert.equal(scan([Buffer.of(97, byte)]).odd.length, 1);
    for (let byte = 0x01; byte < 0x80; byte++) {
      if (![0x2e, 0x2f].includes(byte))
        assert.equal(scan([Buffer.of(97, byte === 0x3a ? 0x3b : byte)]).odd.length, 0, `${byte}`);
    }
  });

  it('leaves ordinary names alone', () => {
    assert.equal(scan(['a', '.a', '..a', '...a', 'a/.b', 'a/..b/c', '@s/p', 'a\\b', 'a b', 'ab:c']).odd.length, 0);
  });

  it('lets no name share the directory of a marked one', () => {
    const { changes, levelLengths, odd, nodes } = scan(['é/a', 'é/b', 'x/./a', 'x/b', 'd/é', 'd/f', 'é', 'g']);
    assert.deepEqual(odd, [1, 2, 3, 5, 7]);
    assert.deepEqual(
      [changes, levelLengths],
      [
        [4, 6, 8],
        [1, 1],
      ],
    );
    assert.deepEqual(
      [4, 6, 8].map((node) => finishHash(nodes.hashes[node]!)),
      ['x/b', 'd/f', 'g'].map((name) => nameHash(name)),
    );
  });

  it('leaves out what was marked before', () => {
    const nodes = walked([{ name: 'a/b' }, { name: 'a/c' }]);
    const { changes, odd } = scanNames(nodes, 2, Uint8Array.of(0, 1, 0));
    assert.deepEqual([odd, changes], [[1], [2]]);
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
