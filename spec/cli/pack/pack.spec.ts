import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { listArchive } from '../../../cli/archive/records.ts';
import type { PackOptions, PackProgress, WrittenMember } from '../../../cli/pack/pack.ts';
import { pack } from '../../../cli/pack/pack.ts';
import { openArchive } from '../../../lib/archive/archive.ts';
import { openFileSource } from '../../../lib/archive/byte-source.ts';
import { findEndRecord } from '../../../lib/archive/end-record.ts';
import { readStoredIndex } from '../../../lib/archive/stored-index.ts';
import { type FileTree, makeTempFolder, removeFolder, writeTree } from '../../support/temp-folder.ts';

const TREE: FileTree = {
  'package.json': '{"name":"app"}',
  'index.js': 'x'.repeat(5000),
  'lib/ä.js': 'y'.repeat(300),
  'lib/logo.png': 'z'.repeat(300),
  'lib/tiny': 'q',
  'lib/link.js': { link: '../index.js' },
};

describe('pack', () => {
  let root: string;
  let directory: string;
  let output: string;
  beforeEach(() => {
    root = makeTempFolder();
    directory = join(root, 'app');
    output = join(root, 'out', 'app.zip');
    mkdirSync(directory);
    writeTree(directory, TREE);
    mkdirSync(join(directory, 'empty'));
  });
  afterEach(() => removeFolder(root));

  /** Without the index, which has a spec of its own. */
  function packed(options: Partial<PackOptions> = {}) {
    return pack({ directory, output, index: false, ...options });
  }
  const namesIn = (archive: string): string[] => listArchive(archive).members.map(({ name }) => name);

  it('writes an archive that holds the folder', async () => {
    const summary = await packed();
    const archive = openArchive(output);
    try {
      for (const [name, content] of Object.entries(TREE)) {
        const member = archive.lookup(name);
        assert.ok(member, name);
        assert.equal(archive.readText(member), typeof content === 'string' ? content : '../index.js');
      }
      assert.equal(archive.lookup('lib/link.js')?.kind, 'link');
      assert.equal(archive.lookup('empty')?.kind, 'directory');
    } finally {
      archive.close();
    }
    assert.deepEqual(
      listArchive(output).members.map(({ name, method, mode }) => [name, method, mode]),
      [
        ['empty/', 'stored', '0755'],
        ['index.js', 'deflate', '0644'],
        ['lib/link.js', 'stored', '0777'],
        ['lib/logo.png', 'stored', '0644'],
        ['lib/tiny', 'stored', '0644'],
        ['lib/ä.js', 'deflate', '0644'],
        ['package.json', 'stored', '0644'],
      ],
    );
    assert.deepEqual(
      [summary.members, summary.links, summary.bytesIn, summary.bytesOut],
      [7, 1, 5000 + 300 + 300 + 1 + 14 + 11, readFileSync(output).length],
    );
    assert.deepEqual(summary.methods, { store: 3, deflate: 2, zstd: 0 });
    assert.deepEqual(readdirSync(join(root, 'out')), ['app.zip']);
  });

  it('ends with the index, unless that is not wanted', async () => {
    await packed({ index: true });
    assert.equal(namesIn(output).at(-1), '.zipimport/index');
  });

  it('gives the same bytes for the same folder, whatever its times, modes and time zone', async () => {
    await packed({ manifest: true });
    const first = readFileSync(output);
    utimesSync(join(directory, 'index.js'), 1e9, 1e9);
    chmodSync(join(directory, 'index.js'), 0o600);
    const zone = process.env.TZ;
    process.env.TZ = 'Pacific/Kiritimati';
    try {
      await packed({ manifest: true });
    } finally {
      if (zone === undefined) delete process.env.TZ;
      else process.env.TZ = zone;
    }
    assert.ok(readFileSync(output).equals(first));
  });

  it('can pack into the folder itself, again and again', async () => {
    const inside = join(directory, 'app.zip');
    await packed({ output: inside });
    const first = readFileSync(inside);
    await packed({ output: inside });
    assert.ok(readFileSync(inside).equals(first));
    assert.ok(!namesIn(inside).includes('app.zip'));
  });

  it('leaves out what it writes itself, and nothing of a similar name', async () => {
    writeTree(directory, { 'app.js': '', 'app.123.part': '', 'app.cmd': '', 'app.part': '', application: '' });
    const inside = join(directory, 'app');
    await packed({ output: inside });
    assert.deepEqual(
      namesIn(inside).filter((name) => name.startsWith('app')),
      ['app.cmd', 'app.js', 'app.part', 'application'],
    );
  });

  it('puts recorded names first, in their order', async () => {
    await packed({ order: ['package.json', 'not/there.js', 'lib/tiny', 'package.json'] });
    assert.deepEqual(namesIn(output), [
      'package.json',
      'lib/tiny',
      'empty/',
      'index.js',
      'lib/link.js',
      'lib/logo.png',
      'lib/ä.js',
    ]);
  });

  it('appends what is made when all members are known', async () => {
    let known: readonly WrittenMember[] = [];
    await packed({
      extras: (written) => {
        known = written;
        return [{ name: '.zipimport/index', content: Buffer.from(String(written.length)), method: 'store' }];
      },
    });
    const bytes = readFileSync(output);
    for (const { name, offset, size } of known) {
      assert.equal(bytes.readUInt32LE(offset), 0x04034b50, name);
      assert.equal(bytes.readUInt32LE(offset + 22), size, name);
    }
    assert.equal(known.length, 7);
    assert.equal(namesIn(output).at(-1), '.zipimport/index');
  });

  it('writes a manifest that says what every member hashes to', async () => {
    const { root: hash } = await packed({ manifest: true });
    const archive = openArchive(output);
    const text = archive.readText(archive.lookup('.zipimport/manifest.json')!);
    archive.close();
    const manifest = JSON.parse(text) as { root: string; members: { name: string; mode: string; sha256: string }[] };
    assert.equal(manifest.root, hash);
    const expected = createHash('sha256').update('x'.repeat(5000)).digest('hex');
    assert.equal(manifest.members.find(({ name }) => name === 'index.js')?.sha256, expected);
    assert.deepEqual(
      manifest.members.map(({ name }) => name),
      ['empty/', 'index.js', 'lib/link.js', 'lib/logo.png', 'lib/tiny', 'lib/ä.js', 'package.json'],
    );
    writeFileSync(join(directory, 'index.js'), 'other');
    assert.notEqual((await packed({ manifest: true })).root, hash);
  });

  it('leaves out other platforms and links to what is left out', async () => {
    writeTree(directory, {
      'node_modules/mac/package.json': '{ "os": ["darwin"] }',
      'node_modules/mac/bin.js': '',
      'node_modules/.bin/mac': { link: '../mac/bin.js' },
      'node_modules/alias': { link: '.bin/mac' },
      'node_modules/dangling': { link: 'nowhere' },
    });
    const { dropped } = await packed({ platforms: ['linux-x64-glibc'] });
    assert.deepEqual(dropped, {
      production: [],
      platform: ['node_modules/mac/'],
      links: ['node_modules/.bin/mac', 'node_modules/alias'],
    });
    assert.deepEqual(
      namesIn(output).filter((name) => name.startsWith('node_modules')),
      ['node_modules/dangling'],
    );
  });

  it('reports how far it is', async () => {
    const seen: PackProgress[] = [];
    await packed({ onProgress: (progress) => seen.push(progress) });
    assert.equal(seen.length, 7);
    assert.deepEqual(seen.at(-1), { members: 7, totalMembers: 7, bytes: 5615, totalBytes: 5615 });
  });

  it('leaves nothing behind when it is stopped, and the archive of before as it was', async () => {
    mkdirSync(join(root, 'out'));
    writeFileSync(output, 'before');
    const controller = new AbortController();
    await assert.rejects(
      packed({ onProgress: () => controller.abort(new Error('enough')), signal: controller.signal }),
      /enough/,
    );
    assert.deepEqual(readdirSync(join(root, 'out')), ['app.zip']);
    assert.equal(readFileSync(output, 'utf8'), 'before');
  });

  it('leaves nothing behind when it fails', async () => {
    const failing = packed({
      extras: () => {
        throw new Error('no extras');
      },
    });
    await assert.rejects(failing, /no extras/);
    assert.deepEqual(readdirSync(join(root, 'out')), []);
    await assert.rejects(packed({ directory: join(root, 'nothing') }), { code: 'ERR_ZIPIMPORT_PACK_UNREADABLE' });
    await assert.rejects(packed({ directory: join(directory, 'index.js') }), { code: 'ERR_ZIPIMPORT_PACK_UNREADABLE' });
    mkdirSync(join(root, 'folder.zip'));
    await assert.rejects(packed({ output: join(root, 'folder.zip') }), { code: 'ERR_ZIPIMPORT_PACK_UNWRITABLE' });
    assert.deepEqual(readdirSync(root).toSorted(), ['app', 'folder.zip', 'out']);
    writeFileSync(join(root, 'file'), '');
    await assert.rejects(packed({ output: join(root, 'file', 'app.zip') }), {
      code: 'ERR_ZIPIMPORT_PACK_UNWRITABLE',
    });
    assert.ok(!existsSync(join(root, 'file.zip')));
  });

  it('writes more members than 65 535', async () => {
    const many = join(root, 'many');
    for (let folder = 0; folder < 70; folder++) {
      mkdirSync(join(many, String(folder)), { recursive: true });
      for (let file = 0; file < 1000; file++) writeFileSync(join(many, String(folder), `${file}.js`), '');
    }
    const { members } = await packed({ directory: many, index: true });
    assert.equal(members, 70_000);
    assert.equal(namesIn(output).filter((name) => name.endsWith('.js')).length, 70_000);
    const source = openFileSource(output);
    try {
      assert.ok(readStoredIndex(source, findEndRecord(source))?.checked(), 'opens with its index');
    } finally {
      source.close();
    }
  });
});
