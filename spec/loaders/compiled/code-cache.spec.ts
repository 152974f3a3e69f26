import assert from 'node:assert/strict';
import { CodeCache } from '../../../loaders/compiled/code-cache.ts';
import { encodeCodeCache, type RecordedCode } from '../../../loaders/compiled/code-cache-writer.ts';
import { ENTRY_NUMBERS, HEADER_BYTES } from '../../../loaders/compiled/format.ts';

const MODULES: readonly RecordedCode[] = [
  {
    name: 'b.js',
    sourceCrc: 1,
    sourceSize: 10,
    hasImport: false,
    hasHashbang: true,
    isModule: false,
    data: Buffer.from('first'),
  },
  {
    name: 'é/a.js',
    sourceCrc: 0xffffffff,
    sourceSize: 0,
    hasImport: true,
    hasHashbang: false,
    isModule: false,
    data: Buffer.alloc(600_000, 7),
  },
  {
    name: 'a.js',
    sourceCrc: 2,
    sourceSize: 3,
    hasImport: false,
    hasHashbang: false,
    isModule: false,
    data: Buffer.from('third'),
  },
];

const open = (blob: Buffer): CodeCache | null =>
  CodeCache.open((offset, length) => blob.subarray(offset, offset + length));

describe('CodeCache', () => {
  const blob = encodeCodeCache(MODULES);

  it('gives back what was encoded, in its order', () => {
    const cache = open(blob)!;
    assert.deepEqual(
      [...cache.entries()].map(([name]) => name),
      MODULES.map(({ name }) => name),
    );
    for (const { name, sourceCrc, sourceSize, hasImport, hasHashbang, data } of MODULES) {
      const code = cache.find(name, sourceCrc, sourceSize)!;
      assert.deepEqual([code.hasImport, code.hasHashbang, code.offset % 8], [hasImport, hasHashbang, 0]);
      assert.ok(cache.data(code)?.equals(data), name);
    }
    assert.equal(cache.size, 3);
  });

  it('has nothing for another source, or another name', () => {
    const cache = open(blob)!;
    assert.equal(cache.find('b.js', 2, 10), undefined);
    assert.equal(cache.find('b.js', 1, 11), undefined);
    assert.equal(cache.find('b.js', undefined, 10), undefined);
    assert.equal(cache.find('c.js', 1, 10), undefined);
  });

  it('reads once for what lies together', () => {
    const reads: number[] = [];
    const small = encodeCodeCache([MODULES[0]!, MODULES[2]!]);
    const cache = CodeCache.open((offset, length) => {
      reads.push(offset);
      return small.subarray(offset, offset + length);
    })!;
    for (const [, code] of cache.entries()) assert.ok(cache.data(code));
    assert.equal(reads.length, 3);
  });

  it('is null for what is no blob, and for a table that is damaged or cut off', () => {
    assert.equal(open(Buffer.alloc(0)), null);
    assert.equal(open(Buffer.from('something else that is long enough')), null);
    const tableEnd = HEADER_BYTES + (8 + 3 * ENTRY_NUMBERS) * 4 + Buffer.byteLength('b.jsé/a.jsa.js');
    for (let at = 0; at < tableEnd; at++) {
      const damaged = Buffer.from(blob);
      damaged[at] = damaged[at]! ^ 1;
      assert.equal(open(damaged), null, `byte ${at}`);
      assert.equal(open(blob.subarray(0, at)), null, `${at} bytes`);
    }
  });

  it('has no data where they are damaged or cut off', () => {
    for (const broken of [blob.subarray(0, -8), Buffer.concat([blob.subarray(0, -8), Buffer.from('thirD\0\0\0')])]) {
      const cache = open(broken)!;
      assert.equal(cache.data(cache.find('a.js', 2, 3)!), null);
      assert.ok(cache.data(cache.find('b.js', 1, 10)!));
    }
  });

  it('keeps where texts are, and which', () => {
    const [first, second, third] = MODULES as [RecordedCode, RecordedCode, RecordedCode];
    const place = { chunk: 1, start: 2, length: 3 };
    const modules = [{ ...first, text: place }, { ...second, text: null }, third];
    const cache = open(encodeCodeCache(modules, 0xfedcba98))!;
    assert.equal(cache.textsId, 0xfedcba98);
    assert.deepEqual(
      [...cache.entries()].map(([, { text }]) => text),
      [place, null, null],
    );
    assert.equal(open(blob)?.textsId, 0);
  });

  it('sums up the sources of ES modules that have a code cache', () => {
    const module = { ...MODULES[0]!, isModule: true, sourceSize: 1000 };
    const alone = { ...module, name: 'alone.mjs', sourceCrc: 5, data: Buffer.alloc(0) };
    const cache = open(encodeCodeCache([module, alone, MODULES[2]!]))!;
    assert.equal(cache.moduleSourceBytes, 1000);
    assert.equal(cache.find('alone.mjs', 5, 1000)?.length, 0);
  });

  it('encodes no modules, too', () => assert.equal(open(encodeCodeCache([]))?.size, 0));
});
