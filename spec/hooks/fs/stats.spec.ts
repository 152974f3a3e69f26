import assert from 'node:assert/strict';
import fs from 'node:fs';
import { permissionBits, stableNumber, statsOf, statsOfNothing } from '../../../hooks/fs/stats.ts';
import { memoryFinder } from '../../support/memory-finder.ts';

const finder = memoryFinder('/x/app.zip', {
  'a.txt': { content: 'abc', mode: 0o100640, mtimeMs: 1_700_000_000_123.5 },
  plain: 'p',
  dir: null,
  link: { link: 'a.txt' },
});
const of = (name: string): fs.Stats => statsOf(finder, finder.lookup(name)!, false, fs.statSync) as fs.Stats;
const bigOf = (name: string): fs.BigIntStats =>
  statsOf(finder, finder.lookup(name)!, true, fs.statSync) as fs.BigIntStats;

describe('statsOf', () => {
  it('is of the real class and has the fields of the real thing, in their order', () => {
    const real = fs.statSync(process.execPath);
    assert.ok(of('a.txt') instanceof fs.Stats);
    assert.deepEqual(Object.keys(of('a.txt')), Object.keys(real));
    const big = fs.statSync(process.execPath, { bigint: true });
    assert.equal(Object.getPrototypeOf(bigOf('a.txt')), Object.getPrototypeOf(big));
    assert.deepEqual(Object.keys(bigOf('a.txt')), Object.keys(big));
  });

  it('knows kinds, modes and sizes', () => {
    assert.deepEqual([of('a.txt').isFile(), of('a.txt').mode, of('a.txt').size], [true, 0o100640, 3]);
    assert.deepEqual([of('plain').mode, of('dir').mode], [0o100444, 0o40555]);
    assert.deepEqual([of('dir').isDirectory(), of('link').isSymbolicLink(), of('link').size], [true, true, 5]);
  });

  it('has times as numbers, dates and nanoseconds', () => {
    assert.equal(of('a.txt').mtimeMs, 1_700_000_000_123.5);
    assert.equal(of('a.txt').mtime.getTime(), 1_700_000_000_124);
    assert.equal(bigOf('a.txt').mtimeNs, 1_700_000_000_123_500_000n);
    assert.equal(bigOf('a.txt').mtimeMs, 1_700_000_000_123n);
  });

  it('tells members apart by inode and entries by device, the same every time', () => {
    assert.notEqual(of('a.txt').ino, of('plain').ino);
    assert.equal(of('a.txt').ino, of('a.txt').ino);
    assert.equal(of('a.txt').dev, of('dir').dev);
    const other = memoryFinder('/x/other.zip', {});
    assert.notEqual((statsOf(other, other.lookup('')!, false, fs.statSync) as fs.Stats).dev, of('dir').dev);
    assert.ok(of('').ino > 0);
  });
});

describe('statsOfNothing', () => {
  it('is all zeros', () => {
    const stats = statsOfNothing(false, fs.statSync) as fs.Stats;
    assert.deepEqual([stats.size, stats.mtimeMs, stats.isFile(), stats instanceof fs.Stats], [0, 0, false, true]);
    assert.equal((statsOfNothing(true, fs.statSync) as fs.BigIntStats).mtimeNs, 0n);
  });
});

describe('permissionBits', () => {
  it('leaves the type out and has defaults for what the container does not say', () => {
    assert.equal(permissionBits(finder.lookup('a.txt')!), 0o640);
    assert.equal(permissionBits(finder.lookup('link')!), 0o777);
  });
});

describe('stableNumber', () => {
  it('is a positive 31-bit number that depends on every character', () => {
    for (const text of ['', 'a', '/x/app.zip', 'x'.repeat(1000)]) {
      assert.ok(stableNumber(text) > 0 && stableNumber(text) <= 0x80000000, text);
    }
    assert.notEqual(stableNumber('/x/a.zip'), stableNumber('/x/b.zip'));
  });
});
