import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readElf } from '../../../loaders/native/elf.ts';
import { bufferReader } from '../../../loaders/native/platform.ts';
import { buildElf, type ElfFields } from '../../support/elf-builder.ts';
import { ROOT } from '../../support/run-node.ts';

const PREBUILDS = join(ROOT, 'node_modules/bcrypt/prebuilds');
const read = (bytes: Buffer): ReturnType<typeof readElf> => readElf(bufferReader(bytes));

describe('readElf', () => {
  const fields: ElfFields = {
    needed: ['libone.so.1', 'libc.so.6'],
    soname: 'libself.so.2',
    rpath: '$ORIGIN/../lib:/usr/lib',
    runpath: '$ORIGIN',
    interpreter: '/lib64/ld-linux-x86-64.so.2',
  };

  for (const is64 of [true, false]) {
    for (const isLittle of [true, false]) {
      it(`reads ${is64 ? 64 : 32} bits, ${isLittle ? 'little' : 'big'} end first`, () => {
        const bytes = buildElf({ ...fields, is64, isLittle, machine: 40 });
        assert.deepEqual(read(bytes), {
          machine: 40,
          is64,
          osABI: 0,
          interpreter: '/lib64/ld-linux-x86-64.so.2',
          soname: 'libself.so.2',
          needed: ['libone.so.1', 'libc.so.6'],
          rpath: ['$ORIGIN/../lib', '/usr/lib'],
          runpath: ['$ORIGIN'],
          minimumSize: bytes.length,
        });
      });
    }
  }

  it('is null for what is none: nothing, text, a header that is cut off', () => {
    for (const bytes of [
      Buffer.alloc(0),
      Buffer.from('#!/bin/sh\necho not a library at all'),
      buildElf({}).subarray(0, 19),
    ]) {
      assert.equal(read(bytes), null);
    }
  });

  it('asks for more than there is wherever a file is cut off', () => {
    const bytes = buildElf(fields);
    for (let size = 20; size < bytes.length; size += 1) {
      const elf = read(bytes.subarray(0, size));
      assert.ok(elf !== null && elf.minimumSize > size, `${size} bytes`);
    }
    assert.equal(read(buildElf({ missing: 1000 }))?.minimumSize, buildElf({}).length + 1000);
  });

  it('survives any byte of the headers being something else', () => {
    const bytes = buildElf(fields);
    for (let at = 4; at < bytes.length; at += 1) {
      for (const value of [0x00, 0x7f, 0xff]) {
        const broken = Buffer.from(bytes);
        broken[at] = value;
        read(broken);
      }
    }
  });

  it('reads what compilers write', () => {
    const expected: Readonly<Record<string, readonly [number, boolean, string]>> = {
      'linux-x64/bcrypt.glibc.node': [62, true, 'libc.so.6'],
      'linux-x64/bcrypt.musl.node': [62, true, 'libc.musl-'],
      'linux-arm64/bcrypt.glibc.node': [183, true, 'libc.so.6'],
      'linux-arm/bcrypt.glibc.node': [40, false, 'libc.so.6'],
    };
    for (const [name, [machine, is64, libc]] of Object.entries(expected)) {
      const bytes = readFileSync(join(PREBUILDS, name));
      const elf = read(bytes);
      assert.ok(elf !== null);
      assert.deepEqual([elf.machine, elf.is64], [machine, is64], name);
      const { needed } = elf;
      assert.ok(
        needed.some((library) => library.startsWith(libc)),
        `${name}: ${needed.join()}`,
      );
      assert.ok(elf.minimumSize <= bytes.length, name);
    }
  });
});
