import assert from 'node:assert/strict';
import fs from 'node:fs';
import { BadArguments } from '../../../hooks/fs/arguments.ts';
import { createDescriptors } from '../../../hooks/fs/descriptors.ts';
import {
  DESCRIPTOR_REFUSALS,
  fstat,
  openFile,
  read,
  readFileOf,
  readSync,
  readv,
  readvSync,
  refuseWrite,
} from '../../../hooks/fs/reads.ts';
import { memoryFinder } from '../../support/memory-finder.ts';

const finder = memoryFinder('/x/app.zip', { a: 'abcdef' });

function opened() {
  const descriptors = createDescriptors();
  return openFile(descriptors, descriptors.open(finder, finder.lookup('a')!))!;
}

describe('openFile', () => {
  it('is null for numbers that are not open', () => assert.equal(openFile(createDescriptors(), 3), null));
});

describe('readSync', () => {
  it('has its two forms', () => {
    const file = opened();
    const buffer = Buffer.alloc(3);
    assert.equal(readSync(file, [buffer]), 3);
    assert.equal(readSync(file, [buffer, { position: 1, length: 2 }]), 2);
    assert.equal(`${buffer}`, 'bcc');
    assert.equal(readSync(file, [buffer, 0, 0]), 0);
  });
});

describe('read', () => {
  it('has its five forms', () => {
    const buffer = Buffer.alloc(3);
    const first = (...rest: unknown[]): unknown => read(opened(), rest).values[0];
    assert.equal(first(buffer, 0, 2, 1), 2);
    assert.equal(first(buffer, { position: 4 }), 2);
    assert.equal(first({ buffer, length: 1 }), 1);
    assert.equal(first(buffer), 3);
    assert.equal(first(), 6);
    assert.throws(() => first('text'), BadArguments);
  });
});

describe('readvSync', () => {
  it('fills several buffers', () => {
    const buffers = [Buffer.alloc(2), Buffer.alloc(9)];
    assert.equal(readvSync(opened(), [buffers, 1]), 5);
    assert.throws(() => readvSync(opened(), ['text']), BadArguments);
  });
});

describe('readv', () => {
  it('gives the buffers back', () => {
    const buffers = [Buffer.alloc(2)];
    assert.deepEqual(readv(opened(), [buffers]).values, [2, buffers]);
  });
});

describe('fstat', () => {
  it('has the size', () => assert.equal(Number(fstat(opened(), [{ bigint: true }], fs.statSync).size), 6));
});

describe('readFileOf', () => {
  it('goes on from the position', () => {
    const file = opened();
    readSync(file, [Buffer.alloc(2)]);
    assert.equal(readFileOf(file, ['utf8']), 'cdef');
  });
});

describe('DESCRIPTOR_REFUSALS', () => {
  it('says of each change what a read-only file says', () => {
    const codes = Object.entries(DESCRIPTOR_REFUSALS).map(([name, make]) => [
      name,
      (make() as NodeJS.ErrnoException).code,
    ]);
    assert.deepEqual(Object.fromEntries(codes), {
      write: 'EBADF',
      writev: 'EBADF',
      ftruncate: 'EINVAL',
      fchmod: 'EROFS',
      fchown: 'EROFS',
      futimes: 'EROFS',
    });
  });
});

describe('refuseWrite', () => {
  it('is EBADF', () => assert.throws(refuseWrite, { code: 'EBADF', syscall: 'write' }));
});
