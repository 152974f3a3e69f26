import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readMachO } from '../../../loaders/native/mach-o.ts';
import { bufferReader } from '../../../loaders/native/platform.ts';
import { buildMachO, buildUniversal } from '../../support/mach-o-builder.ts';
import { ROOT } from '../../support/run-node.ts';

const read = (bytes: Buffer, arch = 'arm64'): ReturnType<typeof readMachO> => readMachO(bufferReader(bytes), arch);

describe('readMachO', () => {
  it('reads what a library needs, where it looks and how it is called', () => {
    const bytes = buildMachO({
      id: '@rpath/me.dylib',
      needed: ['@rpath/a.dylib'],
      weak: ['/usr/lib/b.dylib'],
      rpaths: ['@loader_path/../lib', '/opt'],
    });
    assert.deepEqual(read(bytes), {
      container: 'mach-o',
      needed: ['@rpath/a.dylib', '/usr/lib/b.dylib'],
      ownName: '@rpath/me.dylib',
      searched: ['@loader_path/../lib', '/opt'],
      isInherited: true,
    });
  });

  it('reads the slice of a universal binary that this process would run, or the first', () => {
    const bytes = buildUniversal([
      { cpu: 0x01000007, needed: ['intel'] },
      { cpu: 0x0100000c, needed: ['arm'] },
    ]);
    assert.deepEqual(
      [read(bytes)?.needed, read(bytes, 'x64')?.needed, read(bytes, 'riscv64')?.needed],
      [['arm'], ['intel'], ['intel']],
    );
  });

  it('is null for what is none, and reads what is broken without failing', () => {
    for (const bytes of [Buffer.alloc(0), Buffer.alloc(64), Buffer.from('cafebabe0000003d00000000', 'hex')])
      assert.equal(read(bytes), null);
    const bytes = buildMachO({ needed: ['a'], rpaths: ['b'] });
    for (let at = 4; at < bytes.length; at += 1) {
      const broken = Buffer.from(bytes);
      broken[at] = 0xff;
      read(broken);
      read(bytes.subarray(0, at));
    }
  });

  it('reads what compilers write', () => {
    const addon = readFileSync(join(ROOT, 'node_modules/bcrypt/prebuilds/darwin-arm64/bcrypt.node'));
    assert.deepEqual(read(addon)?.needed, ['/usr/lib/libc++.1.dylib', '/usr/lib/libSystem.B.dylib']);
  });
});
