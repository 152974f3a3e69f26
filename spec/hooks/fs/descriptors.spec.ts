import assert from 'node:assert/strict';
import { contentOf, createDescriptors, readInto, readIntoAll, readRest } from '../../../hooks/fs/descriptors.ts';
import { memoryFinder } from '../../support/memory-finder.ts';

const finder = memoryFinder('/x/app.zip', { 'a.txt': 'abcdef', dir: null });

function opened(name: string) {
  const descriptors = createDescriptors();
  const fd = descriptors.open(finder, finder.lookup(name)!);
  return { descriptors, fd, descriptor: descriptors.get(fd)! };
}

describe('createDescriptors', () => {
  it('gives numbers that no system gives, each once', () => {
    const { descriptors, fd } = opened('a.txt');
    const second = descriptors.open(finder, finder.lookup('a.txt')!);
    assert.ok(fd >= 0x40000000 && fd < 0x80000000);
    assert.notEqual(fd, second);
    assert.equal(descriptors.close(fd), true);
    assert.equal(descriptors.close(fd), false);
    assert.equal(descriptors.get(fd), undefined);
    assert.notEqual(descriptors.open(finder, finder.lookup('a.txt')!), fd);
    assert.equal(descriptors.size, 2);
  });

  it('knows nothing of other numbers and things', () => {
    const { descriptors } = opened('a.txt');
    for (const other of [0, 1, -1, 0x7fffffff, '1073741824', undefined, null]) {
      assert.equal(descriptors.get(other), undefined);
    }
  });
});

describe('contentOf', () => {
  it('reads the member once, and at the first use', () => {
    const { descriptor } = opened('a.txt');
    const before = finder.reads.length;
    assert.equal(`${contentOf(descriptor)}`, 'abcdef');
    contentOf(descriptor);
    assert.equal(finder.reads.length, before + 1);
  });

  it('is EISDIR for a directory', () => {
    const { descriptor } = opened('dir');
    assert.throws(() => contentOf(descriptor), { code: 'EISDIR', syscall: 'read' });
  });
});

describe('readInto', () => {
  it('moves the position only when none is given', () => {
    const { descriptor } = opened('a.txt');
    const buffer = Buffer.alloc(4, '.');
    assert.equal(readInto(descriptor, buffer, 1, 2, null), 2);
    assert.equal(`${buffer}`, '.ab.');
    assert.equal(readInto(descriptor, buffer, 0, 4, 4), 2);
    assert.equal(`${buffer}`, 'efb.');
    assert.equal(descriptor.position, 2);
    assert.equal(readInto(descriptor, buffer, 0, 1, 6), 0);
    assert.equal(readInto(descriptor, buffer, 0, 1, 1e9), 0);
  });

  it('fills views of other kinds by bytes', () => {
    const { descriptor } = opened('a.txt');
    const words = new Uint16Array(2);
    assert.equal(readInto(descriptor, words, 0, 4, 0), 4);
    assert.equal(Buffer.from(words.buffer).toString(), 'abcd');
  });
});

describe('readIntoAll', () => {
  it('fills one after the other until the end', () => {
    const { descriptor } = opened('a.txt');
    const buffers = [Buffer.alloc(4), Buffer.alloc(4, '.'), Buffer.alloc(1, '!')];
    assert.equal(readIntoAll(descriptor, buffers, null), 6);
    assert.deepEqual(buffers.map(String), ['abcd', 'ef..', '!']);
    assert.equal(readIntoAll(descriptor, [Buffer.alloc(1), Buffer.alloc(1)], 1), 2);
    assert.equal(descriptor.position, 6);
  });
});

describe('readRest', () => {
  it('starts at the position and ends at the end', () => {
    const { descriptor } = opened('a.txt');
    readInto(descriptor, Buffer.alloc(2), 0, 2, null);
    assert.equal(`${readRest(descriptor)}`, 'cdef');
    assert.equal(`${readRest(descriptor)}`, '');
  });
});
