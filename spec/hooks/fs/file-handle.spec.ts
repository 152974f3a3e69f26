import assert from 'node:assert/strict';
import fs from 'node:fs';
import { createDescriptors } from '../../../hooks/fs/descriptors.ts';
import { createFileHandles } from '../../../hooks/fs/file-handle.ts';
import { memoryFinder } from '../../support/memory-finder.ts';

const finder = memoryFinder('/x/app.zip', { a: 'abc' });

describe('createFileHandles', () => {
  const originals = { open: fs.promises.open, statSync: fs.statSync };

  it('makes real FileHandles whose number is the table’s', async () => {
    const descriptors = createDescriptors();
    const handles = createFileHandles(descriptors, originals);
    const fd = descriptors.open(finder, finder.lookup('a')!);
    const handle = await handles.create(fd);
    const real = await fs.promises.open(process.execPath);
    assert.ok(handle instanceof real.constructor);
    await real.close();
    assert.equal(handle.fd, fd);
    assert.equal(handles.get(handle)?.fd, fd);
    assert.equal(await handle.readFile('utf8'), 'abc');
    await handle.close();
    assert.deepEqual([handle.fd, handles.get(handle), descriptors.size], [-1, null, 0]);
    assert.equal(handles.get({}), null);
  });

  it('falls back to the archive where the null device may not be opened', async () => {
    const opened: string[] = [];
    const open = (async (path: string, flags: string) => {
      opened.push(path);
      if (flags !== 'r') throw new Error('ERR_ACCESS_DENIED');
      return fs.promises.open(process.execPath);
    }) as unknown as typeof fs.promises.open;
    const descriptors = createDescriptors();
    const handle = await createFileHandles(descriptors, { ...originals, open }).create(
      descriptors.open(finder, finder.lookup('a')!),
    );
    assert.equal(opened.at(-1), '/x/app.zip');
    assert.equal(await handle.readFile('utf8'), 'abc');
    await handle.close();
  });
});
