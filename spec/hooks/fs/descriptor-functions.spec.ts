import assert from 'node:assert/strict';
import fs from 'node:fs';
import { memoryFinder } from '../../support/memory-finder.ts';
import { recordedForms } from '../../support/recording-overlay.ts';

describe('descriptorForms', () => {
  const functions = recordedForms(memoryFinder('/x/app.zip', { a: 'abc' }));
  const call = (name: string, ...args: readonly unknown[]): unknown => functions.get(name)!.call(fs, ...args);
  const open = (): number => call('openSync', '/x/app.zip/a') as number;

  it('reads, asks and closes what is open', async () => {
    const fd = open();
    const buffer = Buffer.alloc(2);
    assert.equal(call('readSync', fd, buffer), 2);
    assert.equal((call('fstatSync', fd) as fs.Stats).size, 3);
    await new Promise((resolve) => call('close', fd, resolve));
    assert.throws(() => call('readSync', fd, buffer), { code: 'EBADF' });
  });

  it('closes without a callback, too', () => {
    const fd = open();
    call('close', fd);
    assert.throws(() => call('fstatSync', fd), { code: 'EBADF' });
  });

  it('refuses changes', () => {
    assert.throws(() => call('writeSync', open(), 'x'), { code: 'EBADF' });
    assert.throws(() => call('ftruncateSync', open()), { code: 'EINVAL' });
    assert.throws(() => call('futimesSync', open(), 1, 1), { code: 'EROFS' });
  });

  it('passes real descriptors on', () => {
    const fd = fs.openSync(process.execPath, 'r');
    assert.equal((call('fstatSync', fd) as fs.Stats).isFile(), true);
    call('closeSync', fd);
    assert.throws(() => fs.fstatSync(fd), { code: 'EBADF' });
  });
});
