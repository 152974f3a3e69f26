import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readPE } from '../../../loaders/native/pe.ts';
import { bufferReader } from '../../../loaders/native/platform.ts';
import { ROOT } from '../../support/run-node.ts';

const PREBUILDS = join(ROOT, 'node_modules/bcrypt/prebuilds');
const read = (bytes: Buffer): ReturnType<typeof readPE> => readPE(bufferReader(bytes));

describe('readPE', () => {
  for (const arch of ['x64', 'arm64']) {
    it(`reads imports, those that wait for the first call included (${arch})`, () => {
      const linkage = read(readFileSync(join(PREBUILDS, `win32-${arch}`, 'bcrypt.node')));
      assert.deepEqual([...(linkage?.needed ?? [])].sort(), ['KERNEL32.dll', 'node.exe']);
      assert.deepEqual([linkage?.container, linkage?.searched], ['pe', []]);
    });
  }

  it('is null for what is none, and reads what is broken without failing', () => {
    for (const bytes of [Buffer.alloc(0), Buffer.from('MZ'), Buffer.concat([Buffer.from('MZ'), Buffer.alloc(100)])])
      assert.equal(read(bytes), null);
    const bytes = readFileSync(join(PREBUILDS, 'win32-x64/bcrypt.node'));
    for (let at = 64; at < 1024; at += 1) {
      const broken = Buffer.from(bytes);
      broken[at] = 0xff;
      read(broken);
    }
    for (let size = 0; size < bytes.length; size += 997) read(bytes.subarray(0, size));
  });
});
