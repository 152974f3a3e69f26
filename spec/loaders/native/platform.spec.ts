import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  bufferReader,
  hostPlatform,
  isForeign,
  type Platform,
  platformName,
  readBinary,
} from '../../../loaders/native/platform.ts';
import { buildElf } from '../../support/elf-builder.ts';
import { ROOT } from '../../support/run-node.ts';

const PREBUILDS = join(ROOT, 'node_modules/bcrypt/prebuilds');
const nameOf = (bytes: Buffer): string => platformName(readBinary(bufferReader(bytes)));

describe('readBinary', () => {
  const PREBUILT: Readonly<Record<string, string>> = {
    'darwin-arm64/bcrypt.node': 'darwin-arm64',
    'darwin-x64/bcrypt.node': 'darwin-x64',
    'linux-arm/bcrypt.glibc.node': 'linux-arm-glibc',
    'linux-arm/bcrypt.musl.node': 'linux-arm-musl',
    'linux-arm64/bcrypt.glibc.node': 'linux-arm64-glibc',
    'linux-arm64/bcrypt.musl.node': 'linux-arm64-musl',
    'linux-x64/bcrypt.glibc.node': 'linux-x64-glibc',
    'linux-x64/bcrypt.musl.node': 'linux-x64-musl',
    'win32-arm64/bcrypt.node': 'win32-arm64',
    'win32-x64/bcrypt.node': 'win32-x64',
  };
  for (const [file, name] of Object.entries(PREBUILT)) {
    it(`knows ${file} as ${name}`, () => assert.equal(nameOf(readFileSync(join(PREBUILDS, file))), name));
  }

  it('knows all processors of a universal binary', () => {
    const bytes = Buffer.alloc(4096);
    bytes.writeUInt32BE(0xcafebabe, 0);
    bytes.writeUInt32BE(2, 4);
    bytes.writeUInt32BE(0x01000007, 8);
    bytes.writeUInt32BE(0x0100000c, 28);
    assert.equal(nameOf(bytes), 'darwin-x64+arm64');
  });

  it('says nothing about other files', () => {
    for (const bytes of [
      Buffer.alloc(0),
      Buffer.alloc(4096),
      Buffer.from('MZ'),
      Buffer.from('not a binary, but text of some length'),
    ]) {
      assert.equal(nameOf(bytes), 'unknown');
    }
  });

  it('names machines that it does not know by their number', () => {
    assert.equal(nameOf(buildElf({ machine: 999 })), 'linux-ELF machine 999');
    assert.equal(nameOf(buildElf({ machine: 62, is64: false })), 'linux-x32');
  });
});

describe('hostPlatform', () => {
  it('is this process', () => {
    const { os, archs, libc } = hostPlatform();
    assert.deepEqual([os, archs], [process.platform, [process.arch]]);
    const { header } = process.report.getReport() as { header: { glibcVersionRuntime?: string } };
    assert.equal(libc === 'glibc', header.glibcVersionRuntime !== undefined);
  });
});

describe('isForeign', () => {
  const own: Platform = { os: 'linux', archs: ['x64'], libc: 'glibc' };
  const cases: readonly [string, Platform, Platform, boolean][] = [
    ['the same', own, own, false],
    ['unknown', { os: null, archs: [], libc: null }, own, false],
    ['another processor', { ...own, archs: ['arm64'] }, own, true],
    [
      'several processors, ours among them',
      { os: 'darwin', archs: ['x64', 'arm64'], libc: null },
      { os: 'darwin', archs: ['arm64'], libc: null },
      false,
    ],
    ['another system', { os: 'win32', archs: ['x64'], libc: null }, own, true],
    ['Linux on Windows', own, { os: 'win32', archs: ['x64'], libc: null }, true],
    ['Linux on Android', { ...own, libc: null }, { os: 'android', archs: ['x64'], libc: null }, false],
    ['musl on glibc', { ...own, libc: 'musl' }, own, true],
    ['glibc on musl, which may work', own, { ...own, libc: 'musl' }, false],
  ];
  for (const [name, binary, host, expected] of cases) {
    it(name, () => assert.equal(isForeign(binary, host), expected));
  }
});
