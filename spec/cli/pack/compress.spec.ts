import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { closeSync, openSync, readFileSync, statSync, truncateSync, writeFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import zlib from 'node:zlib';
import type { SourceMember } from '../../../cli/pack/collect.ts';
import { LARGE_BYTES, type PreparedMember, prepareAll, prepareMember } from '../../../cli/pack/compress.ts';
import type { MethodName } from '../../../cli/pack/options.ts';
import { pack } from '../../../cli/pack/pack.ts';
import { openArchive } from '../../../lib/archive/archive.ts';
import { makeTempFolder, removeFolder } from '../../support/temp-folder.ts';

describe('prepareMember', () => {
  let folder: string;
  beforeEach(() => {
    folder = makeTempFolder();
  });
  afterEach(() => removeFolder(folder));

  function source(name: string): SourceMember {
    const path = join(folder, name);
    return { name, kind: 'file', path, size: statSync(path).size, mode: 0o100644 };
  }
  function context(method: MethodName, level = 6) {
    return { compression: () => ({ method, level }), withHash: true, scratch: join(folder, 'scratch') };
  }
  function contentOf({ method, data }: PreparedMember): Buffer {
    const bytes = data instanceof Uint8Array ? Buffer.from(data) : readFileSync(data.file);
    return method === 8 ? zlib.inflateRawSync(bytes) : bytes;
  }

  /** A sparse file of that size with something at both ends. */
  function writeLarge(name: string): void {
    const path = join(folder, name);
    writeFileSync(path, 'start');
    truncateSync(path, LARGE_BYTES + 3);
    const descriptor = openSync(path, 'r+');
    writeSync(descriptor, 'end', LARGE_BYTES);
    closeSync(descriptor);
  }

  it('deflates, and stores what would not become smaller', async () => {
    writeFileSync(join(folder, 'long'), 'a'.repeat(1000));
    writeFileSync(join(folder, 'short'), 'ab');
    const long = await prepareMember(source('long'), context('deflate'));
    assert.equal(long.method, 8);
    assert.equal(contentOf(long).toString(), 'a'.repeat(1000));
    assert.equal(long.crc32, zlib.crc32('a'.repeat(1000)));
    assert.equal(long.sha256, createHash('sha256').update('a'.repeat(1000)).digest('hex'));
    const short = await prepareMember(source('short'), context('deflate'));
    assert.deepEqual([short.method, short.compressedSize], [0, 2]);
  });

  it('says the same of a large file without holding it', async () => {
    writeLarge('large');
    const content = readFileSync(join(folder, 'large'));
    for (const method of ['deflate', 'store'] as const) {
      const large = await prepareMember(source('large'), context(method, method === 'store' ? 0 : 1));
      assert.ok(!(large.data instanceof Uint8Array), method);
      assert.deepEqual([large.size, large.crc32], [content.length, zlib.crc32(content)], method);
      assert.equal(large.sha256, createHash('sha256').update(content).digest('hex'), method);
      assert.ok(contentOf(large).equals(content), method);
      assert.equal(large.head.toString('latin1', 0, 5), 'start');
    }
  });

  it('goes through an archive, stored and deflated, with nothing left beside it', async () => {
    writeLarge('large');
    writeFileSync(join(folder, 'small'), 'x');
    for (const method of ['store', 'deflate'] as const) {
      const output = join(folder, '..', `${method}-${process.pid}.zip`);
      await pack({ directory: folder, output, methods: [{ match: 'large', method }] });
      const archive = openArchive(output);
      try {
        assert.ok(archive.read(archive.lookup('large')!).equals(readFileSync(join(folder, 'large'))));
      } finally {
        archive.close();
        removeFolder(output);
      }
    }
  });

  it('names the file that cannot be read', async () => {
    const gone = { name: 'gone', kind: 'file', path: join(folder, 'gone'), size: 1, mode: 0 } as const;
    for (const size of [1, LARGE_BYTES]) {
      await assert.rejects(prepareMember({ ...gone, size }, context('deflate')), {
        code: 'ERR_ZIPIMPORT_PACK_UNREADABLE',
        message: /gone cannot be read: ENOENT/,
      });
    }
  });

  it('tells a file that cannot be written from one that cannot be read', async () => {
    writeLarge('large');
    const nowhere = { ...context('deflate', 1), scratch: join(folder, 'nowhere', 'scratch') };
    await assert.rejects(prepareMember(source('large'), nowhere), { code: 'ERR_ZIPIMPORT_PACK_UNWRITABLE' });
  });

  it('keeps the order of the members', async () => {
    const members = Array.from({ length: 40 }, (_, at) => {
      writeFileSync(join(folder, `${at}`), 'x'.repeat((40 - at) * 1000));
      return source(`${at}`);
    });
    const names: string[] = [];
    for await (const { source: member } of prepareAll(members, context('deflate'))) names.push(member.name);
    assert.deepEqual(
      names,
      members.map(({ name }) => name),
    );
  });
});
