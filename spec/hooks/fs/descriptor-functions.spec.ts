import assert from 'node:assert/strict';
import fs from 'node:fs';
import { patchDescriptorFunctions, UNTOUCHED } from '../../../hooks/fs/descriptor-functions.ts';
import { patchPathFunctions } from '../../../hooks/fs/path-functions.ts';
import { patchTwoPathFunctions } from '../../../hooks/fs/two-path-functions.ts';
import { memoryFinder } from '../../support/memory-finder.ts';
import { recordingOverlay } from '../../support/recording-patcher.ts';

describe('patchDescriptorFunctions', () => {
  const finder = memoryFinder('/x/app.zip', { a: 'abc' });
  const { context, functions } = recordingOverlay(finder);
  patchDescriptorFunctions(context);
  const call = (name: string, ...args: readonly unknown[]): unknown => functions.get(name)!.call(fs, ...args);
  const open = (): number => context.descriptors.open(finder, finder.lookup('a')!);

  it('reads, asks and closes what is open', async () => {
    const fd = open();
    const buffer = Buffer.alloc(2);
    assert.equal(call('fs.readSync', fd, buffer), 2);
    assert.equal((call('fs.fstatSync', fd) as fs.Stats).size, 3);
    await new Promise((resolve) => call('fs.close', fd, resolve));
    assert.throws(() => call('fs.readSync', fd, buffer), { code: 'EBADF' });
  });

  it('closes without a callback, too', () => {
    const fd = open();
    call('fs.close', fd);
    assert.equal(context.descriptors.get(fd), undefined);
  });

  it('refuses changes', () => {
    assert.throws(() => call('fs.writeSync', open(), 'x'), { code: 'EBADF' });
    assert.throws(() => call('fs.ftruncateSync', open()), { code: 'EINVAL' });
    assert.throws(() => call('fs.futimesSync', open(), 1, 1), { code: 'EROFS' });
  });

  it('passes real descriptors on', () => {
    const fd = fs.openSync(process.execPath, 'r');
    assert.equal((call('fs.fstatSync', fd) as fs.Stats).isFile(), true);
    call('fs.closeSync', fd);
    assert.throws(() => fs.fstatSync(fd), { code: 'EBADF' });
  });
});

describe('UNTOUCHED', () => {
  it('names only what is left as it is', () => {
    const { context, functions } = recordingOverlay(memoryFinder('/x/app.zip', {}));
    patchPathFunctions(context);
    patchTwoPathFunctions(context);
    patchDescriptorFunctions(context);
    for (const name of Object.keys(UNTOUCHED)) assert.ok(!functions.has(`fs.${name}`), name);
  });
});
