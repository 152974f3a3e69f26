import assert from 'node:assert/strict';
import { ReadWindows } from '../../../lib/archive/read-windows.ts';

const LARGEST = 256 * 1024;
const FILE = Buffer.from(Uint32Array.from({ length: 2 ** 20 }, (_, i) => i).buffer);

describe('ReadWindows', () => {
  let reads: [offset: number, length: number][];
  let windows: ReadWindows;
  beforeEach(() => {
    reads = [];
    windows = new ReadWindows((into, offset) => {
      const length = FILE.copy(into, 0, offset);
      reads.push([offset, length]);
      return into.subarray(0, length);
    }, LARGEST);
  });

  const check = (offset: number, length: number): void => {
    const bytes = windows.borrow(offset, length);
    assert.ok(bytes?.equals(FILE.subarray(offset, offset + length)), `${length} bytes at ${offset}`);
  };

  it('serves neighbours, on either side, with one read', () => {
    for (const offset of [100_000, 100_100, 99_000, 110_000]) check(offset, 100);
    assert.equal(reads.length, 1);
  });

  it('goes back and forth between places without reading again', () => {
    for (let round = 0; round < 3; round++) {
      for (let place = 0; place < 16; place++) check(place * 200_000 + round * 1000, 500);
    }
    assert.equal(reads.length, 16);
  });

  it('forgets the place that was not asked for the longest', () => {
    for (let place = 0; place < 17; place++) check(place * 200_000, 500);
    check(200_000, 500);
    assert.equal(reads.length, 17);
    check(0, 500);
    assert.equal(reads.length, 18);
  });

  it('reads more at once for who reads on', () => {
    for (let offset = 0; offset < 1_000_000; offset += 1000) check(offset, 1000);
    const lengths = reads.map(([, length]) => length);
    assert.deepEqual(
      lengths.slice(0, 4),
      [32, 64, 128, 256].map((kilobytes) => kilobytes * 1024),
    );
    assert.ok(lengths.every((length) => length <= LARGEST));
  });

  it('answers with what there is at the end of the file', () => {
    const bytes = windows.borrow(FILE.length - 10, 100);
    assert.ok(bytes?.equals(FILE.subarray(FILE.length - 10)));
    assert.equal(windows.borrow(FILE.length, 10)?.length, 0);
  });

  it('leaves what is large to others', () => {
    assert.equal(windows.borrow(0, LARGEST), null);
    assert.equal(windows.borrow(0, 20_000), null);
    assert.deepEqual(reads, []);
  });

  it('reads on behind what was too large for it', () => {
    check(0, 1000);
    check(32 * 1024, 1000);
    assert.equal(windows.borrow(100_000, LARGEST), null);
    check(100_000 + LARGEST, 1000);
    assert.deepEqual(reads.at(-1), [100_000 + LARGEST, 128 * 1024]);
  });

  it('holds nothing after a read that failed', () => {
    let fails = false;
    const failing = new ReadWindows((into, offset) => {
      if (fails) throw new Error('failed');
      FILE.copy(into, 0, offset);
      return into;
    }, LARGEST);
    failing.borrow(0, 100);
    fails = true;
    assert.throws(() => failing.borrow(40_000, 100), /failed/);
    assert.throws(() => failing.borrow(0, 100), /failed/);
    fails = false;
    assert.ok(failing.borrow(40_000, 100)?.equals(FILE.subarray(40_000, 40_100)));
  });
});
