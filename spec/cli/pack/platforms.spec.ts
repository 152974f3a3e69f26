import assert from 'node:assert/strict';
import { collect } from '../../../cli/pack/collect.ts';
import { foreignNames, parseTarget, suits } from '../../../cli/pack/platforms.ts';
import { makeTempFolder, removeFolder, writeTree } from '../../support/temp-folder.ts';

describe('parseTarget', () => {
  it('reads os, cpu and libc', () => {
    assert.deepEqual(parseTarget('linux-x64-musl'), { os: 'linux', cpu: 'x64', libc: 'musl' });
    assert.deepEqual(parseTarget('win32-arm64'), { os: 'win32', cpu: 'arm64', libc: null });
  });

  it('refuses what is no platform', () => {
    for (const text of ['', 'linux', 'linux-x64-uclibc', 'darwin-arm64-musl', 'Linux-x64']) {
      assert.throws(() => parseTarget(text), { code: 'ERR_ZIPIMPORT_PACK_OPTION_INVALID' }, text);
    }
  });
});

describe('suits', () => {
  const glibc = [parseTarget('linux-x64-glibc')];
  const rows: readonly (readonly [object, boolean])[] = [
    [{}, true],
    [{ os: 'linux' }, true],
    [{ os: ['linux', 'darwin'] }, true],
    [{ os: ['any'] }, true],
    [{ os: [] }, true],
    [{ os: ['darwin'] }, false],
    [{ os: ['!win32'] }, true],
    [{ os: ['!linux'] }, false],
    [{ os: ['linux'], cpu: ['arm64'] }, false],
    [{ libc: ['musl'] }, false],
    [{ libc: ['glibc'], cpu: ['x64'] }, true],
  ];
  for (const [limits, expected] of rows) {
    it(`${JSON.stringify(limits)}: ${expected}`, () => assert.equal(suits(limits, glibc), expected));
  }

  it('takes either libc where the target names none', () => {
    assert.equal(suits({ libc: ['musl'] }, [parseTarget('linux-x64')]), true);
  });
});

/** The first bytes of an ELF file: 64 bit, little-endian, for that machine. */
function elf(machine: number): Buffer {
  const bytes = Buffer.alloc(64);
  bytes.write('\x7fELF\x02\x01\x01', 'latin1');
  bytes.writeUInt16LE(3, 16);
  bytes.writeUInt16LE(machine, 18);
  bytes.writeUInt32LE(1, 20);
  bytes.writeUInt16LE(64, 52);
  return bytes;
}
const X64 = elf(62);
const ARM64 = elf(183);

describe('foreignNames', () => {
  let folder: string;
  beforeEach(() => {
    folder = makeTempFolder();
  });
  afterEach(() => removeFolder(folder));

  function foreign(tree: Parameters<typeof writeTree>[1], ...platforms: string[]): readonly string[] {
    writeTree(folder, tree);
    const { members } = collect(
      folder,
      () => false,
      () => false,
      'refuse',
    );
    return foreignNames(members, platforms);
  }

  it('names packages by their package.json, prebuilds by their folder, addons by their header', () => {
    const names = foreign(
      {
        'package.json': '{ "os": ["aix"] }',
        'node_modules/@img/a-darwin-arm64/package.json': '{ "os": ["darwin"], "cpu": ["arm64"] }',
        'node_modules/@img/a-linux-x64/package.json': '{ "os": ["linux"], "cpu": ["x64"] }',
        'node_modules/@img/a-linux-x64/test/package.json': '{ "os": ["aix"] }',
        'node_modules/b/package.json': '{}',
        'node_modules/b/prebuilds/darwin-x64+arm64/b.node': 'x',
        'node_modules/b/prebuilds/linux-x64/b.glibc.node': X64,
        'node_modules/b/prebuilds/linux-x64/b.musl.node': X64,
        'node_modules/b/prebuilds/readme/b.txt': 'x',
        'node_modules/c/build/c.node': ARM64,
        'node_modules/c/package.json': 'no JSON',
      },
      'linux-x64-glibc',
    );
    assert.deepEqual(names, [
      'node_modules/@img/a-darwin-arm64/',
      'node_modules/b/prebuilds/darwin-x64+arm64/',
      'node_modules/b/prebuilds/linux-x64/b.musl.node',
      'node_modules/c/build/c.node',
    ]);
  });

  it('keeps what one of several platforms needs', () => {
    const tree = {
      'node_modules/a/package.json': '{ "os": ["darwin"] }',
      'node_modules/b/package.json': '{ "os": ["linux"] }',
      'node_modules/c/package.json': '{ "os": ["win32"] }',
    };
    assert.deepEqual(foreign(tree, 'linux-x64-glibc', 'darwin-arm64'), ['node_modules/c/']);
  });
});
