// An independent reader, yauzl-promise, must see the same names and contents wherever both accept a valid archive.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { gunzipSync } from 'node:zlib';
import * as yauzl from 'yauzl-promise';
import { type Archive, openSource } from '../../../lib/archive/archive.ts';
import { bufferSource } from '../../support/buffer-source.ts';
import { FIXTURES, type Fixture, readManifest } from '../../support/corpus.ts';

type Contents = ReadonlyMap<string, Buffer | null>;

// yauzl-promise takes seconds for the two archives with more than 65 536 members.
const MOST_MEMBERS = 10_000;

describe('a second reader', () => {
  let compared = 0;
  const fixtures = readManifest().filter((one) => one.class === 'valid' && (one.count ?? 0) < MOST_MEMBERS);

  for (const fixture of fixtures) {
    it(`agrees on ${fixture.file}`, async () => {
      const bytes = bytesOf(fixture);
      const theirs = await readWithYauzl(bytes);
      if (theirs === null) return;
      compared++;
      const archive = openSource(bufferSource(bytes));
      for (const [name, content] of theirs) {
        const member = archive.lookup(name.replace(/\/$/, ''));
        assert.ok(member, name);
        if (content === null) assert.equal(member.kind, 'directory', name);
        else assert.ok(archive.read(member).equals(content), name);
      }
      assert.deepEqual(
        filesOf(archive, ''),
        [...theirs].flatMap(([name, content]) => (content === null ? [] : [name])).sort(),
      );
    });
  }

  after(() => assert.ok(compared > 120, `only ${compared} archives were compared`));
});

function bytesOf({ file, encoding }: Fixture): Buffer {
  const bytes = readFileSync(join(FIXTURES, file));
  return encoding === 'gzip' ? gunzipSync(bytes) : bytes;
}

/** Name -> content, or null for a directory; null when yauzl-promise refuses the archive or a method in it. */
async function readWithYauzl(bytes: Buffer): Promise<Contents | null> {
  const contents = new Map<string, Buffer | null>();
  try {
    const zip = await yauzl.fromBuffer(bytes);
    for await (const entry of zip) {
      const isDirectory = entry.filename.endsWith('/');
      contents.set(entry.filename, isDirectory ? null : await buffer(await entry.openReadStream()));
    }
    await zip.close();
  } catch {
    return null;
  }
  return contents;
}

function filesOf(archive: Archive, directory: string): string[] {
  const names: string[] = [];
  for (const segment of archive.list(directory) ?? []) {
    const name = directory === '' ? segment : `${directory}/${segment}`;
    if (archive.lookup(name)?.kind === 'directory') names.push(...filesOf(archive, name));
    else names.push(name);
  }
  return names.sort();
}
