import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { nativeOf } from '../../../cli/pack/natives.ts';
import { makeTempFolder, removeFolder, writeTree } from '../../support/temp-folder.ts';

/** A Mach-O header for arm64. */
const MACH = Buffer.alloc(4096);
MACH.writeUInt32BE(0xcffaedfe, 0);
MACH.writeUInt32LE(16777228, 4);

describe('nativeOf', () => {
  let folder: string;
  before(() => {
    folder = makeTempFolder();
  });
  after(() => removeFolder(folder));

  function native(name: string, content: Uint8Array | string, mode = 0o100644): string | null {
    writeTree(folder, { [name]: content });
    const path = join(folder, name);
    return nativeOf(name, mode, readFileSync(path).subarray(0, 4096), path);
  }

  it('names addons, libraries and programs with what they are for', () => {
    assert.equal(native('a.node', MACH), 'addon for darwin-arm64');
    assert.equal(native('liba.1.dylib', MACH), 'library for darwin-arm64');
    assert.equal(native('bin/tool', MACH, 0o100755), 'program for darwin-arm64');
    assert.equal(native('x.node', 'no binary'), 'addon');
  });

  it('is null for everything else', () => {
    assert.equal(native('data.bin', MACH), null);
    assert.equal(native('run.sh', '#!/bin/sh\n'.repeat(20), 0o100755), null);
    assert.equal(native('empty', ''), null);
  });
});
