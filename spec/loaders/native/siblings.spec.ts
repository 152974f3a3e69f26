import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { NativeFile } from '../../../loaders/native/native-file.ts';
import { nativeFile } from '../../../loaders/native/native-file.ts';
import { bufferReader } from '../../../loaders/native/platform.ts';
import { findSiblings, type Sibling } from '../../../loaders/native/siblings.ts';
import { buildElf, type ElfFields } from '../../support/elf-builder.ts';
import { buildMachO } from '../../support/mach-o-builder.ts';
import { memoryFinder } from '../../support/memory-finder.ts';
import { ROOT } from '../../support/run-node.ts';

/** The siblings of a.node in an archive with these libraries. */
function siblingsOf(addon: ElfFields, libraries: Readonly<Record<string, ElfFields>>): readonly Sibling[] {
  return siblingsAmong(
    Object.entries({ 'lib/a.node': addon, ...libraries }).map(([name, fields]) => [name, buildElf(fields)]),
  );
}

function siblingsAmong(tree: readonly (readonly [string, Buffer])[]): readonly Sibling[] {
  const finder = memoryFinder('/m.zip', Object.fromEntries(tree));
  const find = (path: string): NativeFile | null => {
    const member = path.startsWith('/m.zip/') ? finder.lookup(path.slice('/m.zip/'.length)) : undefined;
    return member === undefined ? null : nativeFile(path, finder, member);
  };
  const file = find('/m.zip/lib/a.node');
  assert.ok(file !== null);
  const open = (of: NativeFile): ReturnType<typeof bufferReader> => bufferReader(of.content());
  return findSiblings(file, find, open);
}
const names = (siblings: readonly Sibling[]): string[] => siblings.map(({ path }) => path.slice('/m.zip/'.length));

describe('findSiblings', () => {
  it('finds what RUNPATH leads to, and leaves the rest to the system', () => {
    const found = siblingsOf(
      { needed: ['libone.so.1', 'libc.so.6'], runpath: '$ORIGIN/../deps:/usr/lib' },
      { 'deps/libone.so.1': { soname: 'libone.so.1' }, 'lib/libc.so.6': {} },
    );
    assert.deepEqual(names(found), ['deps/libone.so.1']);
    assert.equal(found[0]?.isNamedSo, true);
  });

  it('takes the first directory that has it, however $ORIGIN is spelled', () => {
    const libraries = { 'one/libx.so': {}, 'two/libx.so': {} };
    const rpath = '$ORIGIN/../none:${ORIGIN}/../two:$ORIGIN/../one';
    assert.deepEqual(names(siblingsOf({ needed: ['libx.so'], rpath }, libraries)), ['two/libx.so']);
  });

  it('does not look beside the addon when nothing says so', () => {
    assert.deepEqual(names(siblingsOf({ needed: ['libx.so'] }, { 'lib/libx.so': {} })), []);
  });

  it('puts first what others need, and each once, also in a circle', () => {
    const found = siblingsOf(
      { needed: ['liba.so', 'libb.so'], runpath: '$ORIGIN' },
      {
        'lib/liba.so': { needed: ['libb.so'], runpath: '$ORIGIN' },
        'lib/libb.so': { needed: ['libc1.so', 'liba.so'], runpath: '$ORIGIN/x' },
        'lib/x/libc1.so': {},
      },
    );
    assert.deepEqual(names(found), ['lib/x/libc1.so', 'lib/libb.so', 'lib/liba.so']);
  });

  it('lets RPATH, and not RUNPATH, hold for what is led to', () => {
    const libraries = { 'lib/liba.so': { needed: ['libb.so'] }, 'lib/libb.so': {} };
    assert.deepEqual(names(siblingsOf({ needed: ['liba.so'], rpath: '$ORIGIN' }, libraries)), [
      'lib/libb.so',
      'lib/liba.so',
    ]);
    assert.deepEqual(names(siblingsOf({ needed: ['liba.so'], runpath: '$ORIGIN' }, libraries)), ['lib/liba.so']);
  });

  it('tells which libraries carry another name than they are needed by', () => {
    const needed = ['libx.so', 'libz.so'];
    const found = siblingsOf(
      { needed, runpath: '$ORIGIN' },
      // glibc does not know one without a name again, though it lies under the one that is needed.
      { 'lib/libx.so': { soname: 'liby.so.2' }, 'lib/libz.so': {} },
    );
    assert.deepEqual(
      found.map(({ isNamedSo }) => isNamedSo),
      [false, false],
    );
  });

  it('follows @rpath and @loader_path on macOS, and rpaths of who led there', () => {
    const found = siblingsAmong([
      [
        'lib/a.node',
        buildMachO({
          needed: ['@rpath/one.dylib', '@loader_path/two.dylib', '/usr/lib/three.dylib'],
          rpaths: ['@loader_path/../deps'],
        }),
      ],
      ['deps/one.dylib', buildMachO({ needed: ['@rpath/inner.dylib'], rpaths: ['/opt'] })],
      ['deps/inner.dylib', buildMachO({})],
      ['lib/two.dylib', buildMachO({})],
      ['lib/three.dylib', buildMachO({})],
    ]);
    assert.deepEqual(names(found), ['deps/inner.dylib', 'deps/one.dylib', 'lib/two.dylib']);
  });

  it('looks beside the library on Windows', () => {
    const addon = readFileSync(join(ROOT, 'node_modules/bcrypt/prebuilds/win32-x64/bcrypt.node'));
    const found = siblingsAmong([
      ['lib/a.node', addon],
      ['lib/KERNEL32.dll', addon],
      ['node.exe', addon],
    ]);
    assert.deepEqual(names(found), ['lib/KERNEL32.dll']);
  });
});
