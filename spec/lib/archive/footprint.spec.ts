// The index of a large archive must hold no object or string per member: a bound on the heap, in a process of its own.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { makeTempFolder, removeFolder } from '../../support/temp-folder.ts';
import { buildZip } from '../../support/zip-builder.ts';

const MEMBERS = 40_000;
// Heap outside of array buffers: one pointer per member would be 320 000 bytes, a short string for each over a million.
const MOST_HEAP_BYTES = 150_000;

const PROGRAM = `
  const { openArchive } = await import(process.argv[1]);
  const used = () => { gc(); gc(); return process.memoryUsage().heapUsed; };
  // The first archive warms up what V8 compiles once.
  const keep = [openArchive(process.argv[2])];
  keep[0].lookup('node_modules/package-1/lib/file-3.js');
  const before = used();
  keep.push(openArchive(process.argv[2]));
  const found = keep[1].lookup('node_modules/package-1/lib/file-3.js') !== undefined;
  console.log(JSON.stringify({ found, grown: used() - before, kept: keep.length }));
`;

describe('an open archive', () => {
  let folder: string;
  before(() => {
    folder = makeTempFolder();
  });
  after(() => removeFolder(folder));

  it(`keeps less than ${MOST_HEAP_BYTES} bytes of heap for ${MEMBERS} members`, () => {
    const file = join(folder, 'large.zip');
    const name = (i: number): string => `node_modules/package-${i % 400}/lib/file-${i}.js`;
    writeFileSync(
      file,
      buildZip(
        Array.from({ length: MEMBERS }, (_, i) => ({
          name: i === 1 ? 'node_modules/package-1/lib/file-3.js' : name(i + 5),
        })),
      ),
    );
    const module = new URL('../../../lib/archive/archive.ts', import.meta.url).href;
    const args = ['--expose-gc', '--import', 'tsx', '--input-type=module', '--eval', PROGRAM, module, file];
    const { found, grown, kept } = JSON.parse(execFileSync(process.execPath, args, { encoding: 'utf8' })) as {
      readonly found: boolean;
      readonly grown: number;
      readonly kept: number;
    };
    assert.deepEqual([found, kept], [true, 2]);
    assert.ok(grown < MOST_HEAP_BYTES, `${grown} bytes`);
  });
});
