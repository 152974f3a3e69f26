import assert from 'node:assert/strict';
import fs from 'node:fs';
import { resolve } from 'node:path';
import { patchCapturedFunctions } from '../../../hooks/fs/captured-functions.ts';
import { createDescriptors } from '../../../hooks/fs/descriptors.ts';
import { createPlaces } from '../../../hooks/fs/paths.ts';
import { PathFinder } from '../../../lib/path/path-finder.ts';
import { PathHooks } from '../../../lib/path/path-hooks.ts';
import { memoryFinder } from '../../support/memory-finder.ts';

const ENTRY = resolve('/x/captured.zip');
const FILE = `${ENTRY}/a.txt`;
// Taken now, before anything is patched.
const { accessSync, readlinkSync, statSync, readlink } = fs;
const { access } = fs.promises;

/** An overlay that knows one answer each. */
const overlaid = {
  ...fs,
  accessSync: () => undefined,
  readlinkSync: (path: string) => {
    if (path.endsWith('broken')) throw new Error('broken');
    // What the overlay asks the disk, the disk answers.
    return `of ${path.slice(ENTRY.length)} ${fs.existsSync(FILE)}`;
  },
} as unknown as typeof fs;

describe('patchCapturedFunctions', () => {
  let undo: () => void;
  before(() => {
    const hooks = new PathHooks();
    hooks.add((entry) => (entry === ENTRY ? memoryFinder(ENTRY, { 'a.txt': 'a' }) : null), { suffixes: ['.zip'] });
    undo = patchCapturedFunctions(createPlaces(new PathFinder(hooks)), createDescriptors(), overlaid);
  });
  after(() => undo());

  it('answers functions that were taken before', () => {
    assert.equal(accessSync(FILE), undefined);
    assert.equal(readlinkSync(FILE), 'of /a.txt false');
  });

  it('hands answers on in the way that was asked for, in a later turn', async () => {
    await access(FILE);
    let hasReturned = false;
    const called = new Promise((told) => readlink(FILE, (...values) => told([hasReturned, ...values])));
    hasReturned = true;
    assert.deepEqual(await called, [true, null, 'of /a.txt false']);
    await assert.rejects(fs.promises.readlink(`${ENTRY}/broken`), /broken/);
    const failed = await new Promise((told) => readlink(`${ENTRY}/broken`, told));
    assert.match(String(failed), /broken/);
  });

  it('leaves the disk alone', () => {
    assert.ok(statSync(process.execPath).isFile());
    assert.throws(() => accessSync(resolve('/x/none.txt')), { code: 'ENOENT' });
    assert.throws(() => accessSync(resolve('/x/other.zip/a')), { code: 'ENOENT' });
  });

  it('is gone after the undo', () => {
    undo();
    assert.throws(() => accessSync(FILE), { code: 'ENOENT' });
  });
});
