// The index of a large archive must hold no object or string per member: a bound on the heap, in a process of its own.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { makeTempFolder, removeFolder } from '../../support/temp-folder.ts';
import { buildZip } from '../../support/zip-builder.ts';

const MEMBERS = 40_000;
const ARCHIVES = 20;
// Heap, array buffers not counted. One pointer per member would be 320 000 bytes, a short string for each over a million. An archive
// takes about 3000; the rest of the bound is what V8 compiles meanwhile.
const MOST_HEAP_BYTES = 40_000;

const PROGRAM = `
  const { openArchive } = await import(process.argv[1]);
  const used = () => { gc(); gc(); return process.memoryUsage().heapUsed; };
  const open = () => {
    const archive = openArchive(process.argv[2]);
    return { archive, found: archive.lookup('node_modules/package-1/lib/file-1.js') !== undefined };
  };
  const keep = [open(), open()];
  const before = used();
  for (let i = 0; i < ${ARCHIVES}; i++) keep.push(open());
  const perArchive = (used() - before) / ${ARCHIVES};
  console.log(JSON.stringify({ found: keep.every(({ found }) => found), perArchive, kept: keep.length }));
`;

describe('an open archive', () => {
  let folder: string;
  before(() => {
    folder = makeTempFolder();
  });
  after(() => removeFolder(folder));

  it(`keeps less than ${MOST_HEAP_BYTES} bytes of heap for ${MEMBERS} members`, () => {
    const file = join(folder, 'large.zip');
    const names = Array.from({ length: MEMBERS }, (_, i) => ({
      name: `node_modules/package-${i % 400}/lib/file-${i}.js`,
    }));
    writeFileSync(file, buildZip(names));
    const module = new URL('../../../lib/archive/archive.ts', import.meta.url).href;
    const args = ['--expose-gc', '--import', 'tsx', '--input-type=module', '--eval', PROGRAM, module, file];
    const { found, perArchive, kept } = JSON.parse(execFileSync(process.execPath, args, { encoding: 'utf8' })) as {
      readonly found: boolean;
      readonly perArchive: number;
      readonly kept: number;
    };
    assert.deepEqual([found, kept], [true, ARCHIVES + 2]);
    assert.ok(perArchive < MOST_HEAP_BYTES, `${perArchive} bytes`);
  });
});
