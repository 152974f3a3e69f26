import assert from 'node:assert/strict';
import { readLinkage } from '../../../loaders/native/linkage.ts';
import { bufferReader } from '../../../loaders/native/platform.ts';
import { buildElf } from '../../support/elf-builder.ts';
import { buildMachO } from '../../support/mach-o-builder.ts';

describe('readLinkage', () => {
  const read = (bytes: Buffer): ReturnType<typeof readLinkage> => readLinkage(bufferReader(bytes));

  it('prefers RUNPATH, which does not hold for what it leads to', () => {
    const both = read(buildElf({ soname: 'me', needed: ['a'], rpath: '/r', runpath: '/u' }));
    assert.deepEqual(both, { container: 'elf', needed: ['a'], ownName: 'me', searched: ['/u'], isInherited: false });
    const one = read(buildElf({ rpath: '/r' }));
    assert.deepEqual([one?.searched, one?.isInherited], [['/r'], true]);
  });

  it('knows the containers of other systems, and what is none', () => {
    assert.equal(read(buildMachO({}))?.container, 'mach-o');
    assert.equal(read(Buffer.from('text')), null);
  });
});
