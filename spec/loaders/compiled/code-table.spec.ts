import assert from 'node:assert/strict';
import { bytesOf } from '../../../lib/archive/little-endian.ts';
import { CodeTable } from '../../../loaders/compiled/code-table.ts';
import { ENTRY_NUMBERS, FLAG_MODULE, NO_CHUNK } from '../../../loaders/compiled/format.ts';

interface Entry {
  readonly name: string;
  readonly crc: number;
  readonly size?: number;
  readonly offset?: number;
  readonly length?: number;
  readonly flags?: number;
  readonly chunk?: number;
}

function tableOf(entries: readonly Entry[], slots: number): CodeTable {
  const numbers = new Uint32Array(slots + entries.length * ENTRY_NUMBERS);
  let nameStart = 0;
  entries.forEach(({ name, crc, size = 1, offset = 8, length = 1, flags = 0, chunk = NO_CHUNK }, i) => {
    const nameBytes = Buffer.byteLength(name);
    const entry = [nameStart, nameBytes, crc, size, offset, length, 0, flags, chunk, 3, 4];
    numbers.set(entry, slots + i * ENTRY_NUMBERS);
    nameStart += nameBytes;
    let slot = crc & (slots - 1);
    while (numbers[slot] !== 0) slot = (slot + 1) & (slots - 1);
    numbers[slot] = i + 1;
  });
  const names = entries.map(({ name }) => Buffer.from(name));
  return new CodeTable(Buffer.concat([bytesOf(numbers), ...names]), { entries: entries.length, slots });
}

describe('CodeTable', () => {
  it('tells members of equal content apart by name', () => {
    const table = tableOf(
      [
        { name: 'a.js', crc: 7, offset: 8 },
        { name: 'b.js', crc: 7, offset: 16 },
        { name: 'é.js', crc: 7, offset: 24 },
      ],
      4,
    );
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
    const table = tableOf(entries, 2048);
    for (const { name, crc, size } of entries) assert.equal(table.find(name, crc, size)?.sourceSize, size);
    assert.equal(table.find('1.js', 0x4000_0000, 2), undefined);
    assert.equal(table.find('1.js', 1, 1), undefined);
    assert.equal(table.size, 1000);
  });

  it('leaves out data that V8 would copy', () => {
    const table = tableOf(
      [
        { name: 'odd.js', crc: 2, offset: 9 },
        { name: 'a.js', crc: 3 },
      ],
      4,
    );
    assert.equal(table.find('odd.js', 2, 1), undefined);
    assert.deepEqual(
      [...table.entries()].map(([name]) => name),
      ['a.js'],
    );
  });

  it('tells ES modules, and where texts are', () => {
    const table = tableOf(
      [
        { name: 'a.mjs', crc: 1, size: 10, flags: FLAG_MODULE, chunk: 2 },
        { name: 'c.js', crc: 3, size: 40 },
      ],
      4,
    );
    assert.equal(table.find('a.mjs', 1, 10)?.isModule, true);
    assert.deepEqual(table.find('a.mjs', 1, 10)?.text, { chunk: 2, start: 3, length: 4 });
    assert.equal(table.find('c.js', 3, 40)?.isModule, false);
    assert.equal(table.find('c.js', 3, 40)?.text, null);
  });

  it('comes to an end where no slot is free', () => {
    const table = tableOf(
      [
        { name: 'a.js', crc: 0 },
        { name: 'b.js', crc: 0 },
      ],
      2,
    );
    assert.equal(table.find('c.js', 0, 1), undefined);
    assert.equal(table.find('c.js', 1, 1), undefined);
  });

  it('may be empty', () => {
    const table = tableOf([], 1);
    assert.equal(table.size, 0);
    assert.equal(table.find('a.js', 0, 0), undefined);
  });
});
