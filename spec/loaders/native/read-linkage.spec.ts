import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { bufferReader, readBinary } from '../../../loaders/native/platform.ts';
import { readLinkage } from '../../../loaders/native/read-linkage.ts';
import { buildElf } from '../../support/elf-builder.ts';
import { buildMachO } from '../../support/mach-o-builder.ts';
import { ROOT } from '../../support/run-node.ts';

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

describe('binaries that are cut off or broken', () => {
  /** Of ten platforms, and a universal one with as many slices as can be. */
  function binaries(): Buffer[] {
    const folder = join(ROOT, 'node_modules/bcrypt/prebuilds');
    const names = readdirSync(folder, { recursive: true }).map(String);
    const universal = Buffer.alloc(4096);
    universal.writeUInt32BE(0xcafebabe, 0);
    universal.writeUInt32BE(29, 4);
    return [
      ...names.filter((name) => name.endsWith('.node')).map((name) => readFileSync(join(folder, name))),
      universal,
    ];
  }
  function read(bytes: Buffer): void {
    readBinary(bufferReader(bytes));
    readLinkage(bufferReader(bytes));
  }

  it('are read as far as they go, wherever they end', () => {
    for (const bytes of binaries()) for (let length = 0; length < 1200; length += 1) read(bytes.subarray(0, length));
  });

  it('are read whatever their headers say', () => {
    for (const bytes of binaries()) {
      const broken = Buffer.from(bytes.subarray(0, 65_536));
      for (let at = 4; at < 600; at += 1) {
        const kept = broken[at] ?? 0;
        for (const value of [0, 0x7f, 0xff]) {
          broken[at] = value;
          read(broken);
        }
        broken[at] = kept;
      }
    }
  });
});
