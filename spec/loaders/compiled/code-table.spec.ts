import assert from 'node:assert/strict';
import { CodeTable } from '../../../loaders/compiled/code-table.ts';
import { ENTRY_BYTES, FLAG_MODULE } from '../../../loaders/compiled/format.ts';

interface Entry {
  readonly name: string;
  readonly crc: number;
  readonly size?: number;
  readonly offset?: number;
  readonly length?: number;
  readonly flags?: number;
}

function tableOf(entries: readonly Entry[]): CodeTable {
  const numbers = entries.map(({ name, crc, size = 1, offset = 8, length = 1, flags = 0 }) => {
    const bytes = Buffer.alloc(ENTRY_BYTES);
    [Buffer.byteLength(name), crc, size, offset, length, 0, flags].forEach((value, i) => {
      bytes.writeUInt32LE(value, 4 * i);
    });
    return bytes;
  });
  return new CodeTable(Buffer.concat([...numbers, ...entries.map(({ name }) => Buffer.from(name))]), entries.length);
}

describe('CodeTable', () => {
  it('tells members of equal content apart by name', () => {
    const table = tableOf([
      { name: 'a.js', crc: 7, offset: 8 },
      { name: 'b.js', crc: 7, offset: 16 },
      { name: 'é.js', crc: 7, offset: 24 },
    ]);
    assert.deepEqual(
      ['a.js', 'b.js', 'é.js', 'c.js'].map((name) => table.find(name, 7, 1)?.offset),
      [8, 16, 24, undefined],
    );
  });

  it('finds each of many, whose checksums meet in the table', () => {
    const entries = Array.from({ length: 1000 }, (_, i) => ({
      name: `${i}.js`,
      crc: (i * 0x4000_0000) >>> 0,
      size: i,
    }));
    const table = tableOf(entries);
    for (const { name, crc, size } of entries) assert.equal(table.find(name, crc, size)?.sourceSize, size);
    assert.equal(table.find('1.js', 0x4000_0000, 2), undefined);
    assert.equal(table.find('1.js', 1, 1), undefined);
    assert.equal(table.size, 1000);
  });

  it('leaves out what has no data, and data that V8 would copy', () => {
    const table = tableOf([
      { name: 'none.js', crc: 1, length: 0, flags: FLAG_MODULE },
      { name: 'odd.js', crc: 2, offset: 9 },
      { name: 'a.js', crc: 3 },
    ]);
    assert.equal(table.size, 1);
    assert.equal(table.moduleSourceBytes, 0);
    assert.equal(table.find('none.js', 1, 1), undefined);
    assert.equal(table.find('odd.js', 2, 1), undefined);
    assert.deepEqual(
      [...table.entries()].map(([name]) => name),
      ['a.js'],
    );
  });

  it('sums up the sources of ES modules', () => {
    const table = tableOf([
      { name: 'a.mjs', crc: 1, size: 10, flags: FLAG_MODULE },
      { name: 'b.mjs', crc: 2, size: 20, flags: FLAG_MODULE },
      { name: 'c.js', crc: 3, size: 40 },
    ]);
    assert.equal(table.moduleSourceBytes, 30);
    assert.equal(table.find('a.mjs', 1, 10)?.isModule, true);
    assert.equal(table.find('c.js', 3, 40)?.isModule, false);
  });

  it('may be empty', () => {
    const table = tableOf([]);
    assert.equal(table.size, 0);
    assert.equal(table.find('a.js', 0, 0), undefined);
  });
});
