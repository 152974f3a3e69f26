import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { DirectoryBytes } from '../../../../lib/archive/directory-bytes.ts';
import { type EndRecord, findEndRecord } from '../../../../lib/archive/end-record.ts';
import { buildIndex } from '../../../../lib/archive/index-builder.ts';
import { scanDirectory } from '../../../../lib/archive/kernel/scanner.ts';
import { MemberIndex } from '../../../../lib/archive/member-index.ts';
import { nameHash } from '../../../../lib/archive/name-hash.ts';
import { bufferSource } from '../../../support/buffer-source.ts';
import { FIXTURES, readManifest } from '../../../support/corpus.ts';
import { buildZip, type MemberFields } from '../../../support/zip-builder.ts';

type Named = MemberFields | string;

function membersOf(named: readonly Named[]): readonly MemberFields[] {
  return named.map((member) => (typeof member === 'string' ? { name: member } : member));
}

function scanned(archive: Buffer): MemberIndex | null {
  const source = bufferSource(archive);
  const found = scanDirectory(source, findEndRecord(source));
  return found === null ? null : new MemberIndex(found.directory, found.tables, null, false);
}

function built(archive: Buffer): MemberIndex {
  const source = bufferSource(archive);
  const end = findEndRecord(source);
  const directory = source.read(end.directoryOffset, end.directorySize);
  const { tables, bytes, localStarts } = buildIndex('/memory.zip', directory, end, () => false);
  assert.equal(localStarts, null);
  return new MemberIndex(DirectoryBytes.whole(bytes, directory.length), tables, null, false);
}

/** Every name below `directory` with what the index knows of it. */
function contents(index: MemberIndex, directory = ''): unknown[] {
  return index.childrenOf(index.find(directory)).flatMap((segment) => {
    const name = directory === '' ? segment : `${directory}/${segment}`;
    const node = index.find(name);
    const kind = index.kindOf(node);
    const own = [name, index.nameOf(node), kind, index.recordOf(node)];
    return kind === 1 ? [own, ...contents(index, name)] : [own];
  });
}

function assertSame(archive: Buffer): void {
  const [theirs, ours] = [built(archive), scanned(archive)];
  assert.ok(ours !== null);
  assert.deepEqual([contents(ours), ours.count, ours.hasLinks], [contents(theirs), theirs.count, theirs.hasLinks]);
}

/** Whether the end record of an archive can be used at all. */
function endOf(archive: Buffer): EndRecord | null {
  try {
    return findEndRecord(bufferSource(archive));
  } catch {
    return null;
  }
}

describe('scanDirectory', () => {
  it('comes to the tables that are built', () => {
    const names = [
      'a',
      'd/a',
      'd/b',
      'd/e/c',
      'd/e/f/g',
      'd/x',
      'da',
      'z',
      'e/',
      'e/a',
      'e/',
      'd/e/f/',
      'dd/e/c',
      'd/eg/c',
    ];
    assertSame(buildZip(membersOf(names)));
    assertSame(buildZip([]));
    assertSame(buildZip(membersOf(['.hidden', '..x/y', 'a b', '\x01', 'x\x7f/y', 'a.b/c', 'c:d'.slice(1)])));
    const modes = [0o100644, 0o120777, 0o020644, 0o010644, 0];
    assertSame(buildZip(modes.map((mode, i) => ({ name: `m/${i}`, mode }))));
  });

  it('keeps directories apart that are alike', () => {
    // Lengths around the eight bytes that are compared at once.
    const names = Array.from({ length: 20 }, (_, length) => 'x'.repeat(length + 1)).flatMap((directory) => [
      `${directory}/a`,
      `${directory}y/a`,
      `${directory}y/b/c`,
      `${directory}y/bc`,
      `y${directory}/a`,
    ]);
    assertSame(buildZip(membersOf(names)));
    assertSame(buildZip(membersOf([...names].reverse())));
  });

  it('comes to the same for many names, and reads a large directory by its pages afterwards', () => {
    const members = Array.from({ length: 9000 }, (_, i) => ({
      name: `package-${i % 97}/lib/${'deep/'.repeat(i % 5)}file-${i}.js`,
      extra: i % 3 === 0 ? Buffer.from([0x55, 0x54, 1, 0, 0]) : Buffer.alloc(0),
    }));
    assertSame(buildZip(members));
  });

  it('has room for the names of directories, however many bytes they are', () => {
    const archive = buildZip(
      Array.from({ length: 9000 }, (_, i) => ({ name: `${'directory-'.repeat(20)}${i % 4000}/${i}` })),
    );
    assertSame(archive);
    // From a source that reads into memory that is there, as files do.
    const source = bufferSource(archive);
    const readInto = (target: Buffer, offset: number): number => archive.copy(target, 0, offset);
    const found = scanDirectory({ ...source, readInto }, findEndRecord(source))!;
    assert.equal(found.tables.count, 13_001);
    assert.deepEqual(found.tables, scanDirectory(source, findEndRecord(source))!.tables);
  });

  it('tells names apart that have one hash and one length', () => {
    // FNV-1a, finished to 31 bits.
    const pair = ['00gjh4o5', '00gjha0c'];
    assert.equal(nameHash(pair[0]!), nameHash(pair[1]!));
    assertSame(buildZip(membersOf(pair)));
    assertSame(buildZip(membersOf(pair.map((name) => `${name}/x`))));
    assertSame(buildZip(membersOf([pair[0]!, `${pair[1]!}/x`])));
    assertSame(buildZip(membersOf([`${pair[0]!}/x`, pair[1]!])));
  });

  it('numbers more than 65535 nodes', () => {
    assertSame(buildZip(Array.from({ length: 60_000 }, (_, i) => ({ name: `d${i % 10_000}/f${i}` }))));
  });

  for (const [what, members] of Object.entries<readonly Named[]>({
    'a name twice': ['a', 'b', 'a'],
    'a directory that is a file': ['a', 'a/b'],
    'a file that is a directory': ['a/b', 'a'],
    'a directory entry that is a file': ['a', 'a/'],
    'a directory by its mode': [{ name: 'a', mode: 0o040755 }],
    'a name that is not ASCII': ['é'],
    'a directory that is not ASCII': ['é/a'],
    'a NUL': ['a\0'],
    'no name': [''],
    'an absolute name': ['/a'],
    'a drive letter': ['c:/a'],
    "'..'": ['a/../b'],
    "'..' at the end": ['a/b/..'],
    "'.' below a directory that was there before": ['a/b', 'a/./c'],
    'an empty segment below a directory that was there before': ['a/b', 'a//c'],
    'an empty segment': ['a//b'],
    'a name with a Unicode path': [{ name: 'a', extra: Buffer.from([0x75, 0x70, 0, 0]) }],
    'more directories than there is room for': [`${'a/'.repeat(200)}b`],
  })) {
    it(`gives up at ${what}`, () => assert.equal(scanned(buildZip(membersOf(members))), null));
  }

  it('gives up at a name of more levels than anybody has', () => {
    const levels = (count: number): MemberFields => ({ name: `${'a/'.repeat(count)}b` });
    const files = Array.from({ length: 6000 }, (_, i) => ({ name: `${i}` }));
    assert.equal(scanned(buildZip([...files, levels(2049)])), null);
    const deep = scanned(buildZip([...files, levels(2048)]))!;
    assert.equal(deep.find(levels(2048).name as string), 6001);
    assert.equal(deep.count, 1 + 6001 + 2048);
  });

  it('gives up at any record that is cut off, missing or one too many', () => {
    const archive = buildZip(membersOf(['a', 'b/c', 'd']));
    const end = endOf(archive)!;
    const scan = (change: Partial<EndRecord>): unknown => scanDirectory(bufferSource(archive), { ...end, ...change });
    assert.ok(scan({}) !== null);
    assert.equal(scan({ directorySize: end.directorySize - 1 }), null);
    assert.equal(scan({ directorySize: end.directorySize + 1 }), null);
    assert.equal(scan({ count: end.count - 1 }), null);
    assert.equal(scan({ count: end.count + 1 }), null);
    assert.equal(scan({ baseOffset: 1 }), null);
    assert.equal(scan({ baseOffset: -1 }) === null, false);
  });

  it('gives up at a member that reaches into the next', () => {
    const archive = buildZip(membersOf(['a', 'b']));
    const { directoryOffset } = endOf(archive)!;
    archive.writeUInt32LE(1, directoryOffset + 20);
    assert.equal(scanned(archive), null);
  });

  it('comes to the same as what is built, or gives up, for every archive of the corpus', () => {
    let same = 0;
    for (const { file, encoding } of readManifest()) {
      const raw = readFileSync(join(FIXTURES, file));
      const archive = encoding === 'gzip' ? gunzipSync(raw) : raw;
      if (endOf(archive) === null || scanned(archive) === null) continue;
      assertSame(archive);
      same++;
    }
    assert.ok(same > 100, `${same} archives`);
  });

  it('is not there without WebAssembly, and archives open all the same', () => {
    const module = new URL('../../../../lib/archive/archive.ts', import.meta.url).href;
    const support = new URL('../../../support/', import.meta.url).href;
    const program = `
      const { openSource } = await import(${JSON.stringify(module)});
      const { bufferSource } = await import(${JSON.stringify(`${support}buffer-source.ts`)});
      const { buildZip } = await import(${JSON.stringify(`${support}zip-builder.ts`)});
      console.log(typeof WebAssembly, openSource(bufferSource(buildZip([{ name: 'a/b' }]))).list('a').join());`;
    const args = ['--jitless', '--import', 'tsx', '--input-type=module', '--eval', program];
    const { stdout, stderr } = spawnSync(process.execPath, args, { encoding: 'utf8' });
    assert.match(stdout, /^undefined b\n$/, stderr);
  });
});
