import assert from 'node:assert/strict';
import fs from 'node:fs';
import { access, asBlob, asReadFile, exists, open, readFile, readlink, stat } from '../../../hooks/fs/answers.ts';
import { BadArguments } from '../../../hooks/fs/arguments.ts';
import { createDescriptors } from '../../../hooks/fs/descriptors.ts';
import type { Place } from '../../../hooks/fs/paths.ts';
import { memoryFinder } from '../../support/memory-finder.ts';

const finder = memoryFinder('/x/app.zip', {
  'a.txt': 'abc',
  'run.sh': { content: '', mode: 0o755 },
  'dir/b': 'b',
  link: { link: 'a.txt' },
  out: { link: '/etc/passwd' },
});
const at = (name: string): Place => ({ finder, name, path: `/x/app.zip/${name}`, asDirectory: false });
const { R_OK, W_OK, X_OK } = fs.constants;

describe('access', () => {
  it('lets everything be read, nothing be written, and run what may run', () => {
    access(at('a.txt'), undefined);
    access(at('a.txt'), R_OK);
    access(at('run.sh'), X_OK);
    access(at('dir'), R_OK | X_OK);
    assert.throws(() => access(at('a.txt'), W_OK), { code: 'EROFS', syscall: 'access' });
    assert.throws(() => access(at('a.txt'), X_OK), { code: 'EACCES', syscall: 'access' });
    assert.throws(() => access(at('a.txt'), 'r'), BadArguments);
  });
});

describe('exists', () => {
  it('is false for what is missing and for links that lead out', () => {
    assert.deepEqual(
      ['a.txt', 'dir', 'link', 'none', 'out'].map((name) => exists(at(name))),
      [true, true, true, false, false],
    );
  });
});

describe('stat', () => {
  it('refuses links that lead out, but shows the link itself', () => {
    assert.throws(() => stat(at('out'), {}, true, fs), { code: 'ERR_ZIPIMPORT_LINK_UNSAFE' });
    assert.equal(stat(at('out'), {}, false, fs)?.isSymbolicLink(), true);
  });

  it('reads no member data', () => {
    const before = finder.reads.length;
    stat(at('a.txt'), {}, true, fs);
    assert.equal(finder.reads.length, before);
  });
});

describe('open', () => {
  it('reads no member data, and counts in the table', () => {
    const descriptors = createDescriptors();
    const before = finder.reads.length;
    const fd = open(at('a.txt'), 'r', descriptors);
    assert.equal(descriptors.get(fd)?.member.name, 'a.txt');
    assert.equal(finder.reads.length, before);
  });

  it('opens nothing for writing', () => {
    const descriptors = createDescriptors();
    for (const flags of ['w', 'a', 'r+', 'a+', fs.constants.O_RDWR]) {
      assert.throws(() => open(at('a.txt'), flags, descriptors), { code: 'EROFS' }, String(flags));
    }
    assert.equal(descriptors.size, 0);
  });
});

describe('asReadFile', () => {
  const content = Buffer.from('abc');

  it('copies, decodes, or fills the buffer of the caller', () => {
    const copy = asReadFile(content, {}) as Buffer;
    copy[0] = 0;
    assert.equal(`${content}`, 'abc');
    assert.equal(asReadFile(content, { encoding: 'hex' }), '616263');
    const mine = Buffer.alloc(5);
    assert.equal(`${asReadFile(content, { buffer: mine })}`, 'abc');
    assert.equal(`${mine}`, 'abc\0\0');
    assert.equal(asReadFile(content, { buffer: (size: number) => Buffer.alloc(size), encoding: 'utf8' }), 'abc');
    assert.throws(() => asReadFile(content, { buffer: Buffer.alloc(2) }), BadArguments);
  });
});

describe('readFile', () => {
  it('names a directory in EISDIR only where this form does', () => {
    assert.throws(() => readFile(at('dir'), {}), { message: 'EISDIR: illegal operation on a directory, read' });
    assert.throws(() => readFile(at('dir'), {}, true), { path: '/x/app.zip/dir' });
    assert.throws(() => readFile(at('a.txt'), { flag: 'w' }), { code: 'EROFS' });
  });
});

describe('readlink', () => {
  it('gives targets, and EINVAL for what is no link', () => {
    assert.equal(readlink(at('link'), 'utf8'), 'a.txt');
    assert.throws(() => readlink(at('a.txt'), {}), { code: 'EINVAL', syscall: 'readlink' });
  });
});

describe('asBlob', () => {
  it('has the content and the type', async () => {
    const blob = asBlob(at('a.txt'), { type: 'text/plain' });
    assert.deepEqual([blob.type, await blob.text()], ['text/plain', 'abc']);
    assert.throws(() => asBlob(at('dir'), {}), BadArguments);
    assert.throws(() => asBlob(at('a.txt'), { type: 7 }), BadArguments);
  });
});
