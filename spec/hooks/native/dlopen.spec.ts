import assert from 'node:assert/strict';
import { patchDlopen } from '../../../hooks/native/dlopen.ts';
import type { Native } from '../../../hooks/native/native.ts';

describe('patchDlopen', () => {
  const loaded: unknown[][] = [];
  const native = {
    pathInArchive: (file: string) => (file.startsWith('/a.zip/') ? file : null),
    find: (file: string) => (file.endsWith('.node') ? { path: file } : null),
    isDirectory: (file: string) => file.endsWith('/folder'),
    members: () => ({ load: (...parameters: unknown[]) => loaded.push(parameters) }),
  } as unknown as Native;
  let undo: () => void;
  const original = process.dlopen;
  beforeEach(() => {
    loaded.length = 0;
    undo = patchDlopen(native);
  });
  afterEach(() => undo());

  it('loads members with the flags that were given', () => {
    const module = { exports: {} };
    process.dlopen(module, '/a.zip/x.node');
    process.dlopen(module, '/a.zip/x.node', 2);
    assert.deepEqual(loaded, [
      [{ path: '/a.zip/x.node' }, module, []],
      [{ path: '/a.zip/x.node' }, module, [2]],
    ]);
  });

  it('leaves the disk, and what is no name, to Node', () => {
    assert.throws(() => process.dlopen({ exports: {} }, '/disk/none.node'), {
      code: 'ERR_DLOPEN_FAILED',
      message: /\/disk\/none\.node/,
    });
    assert.throws(() => (process.dlopen as (...parameters: unknown[]) => void)(), { code: 'ERR_MISSING_ARGS' });
    assert.deepEqual(loaded, []);
  });

  it('names the member in what the system says of a missing one and of a directory', () => {
    for (const name of ['/a.zip/none', '/a.zip/folder']) {
      assert.throws(
        () => process.dlopen({ exports: {} }, name),
        ({ code, message, stack = '' }: NodeJS.ErrnoException) =>
          code === 'ERR_DLOPEN_FAILED' && message.startsWith(`${name}: `) && !stack.includes('nothing.node'),
      );
    }
  });

  it('looks like the function that it replaces, and goes', () => {
    assert.notEqual(process.dlopen, original);
    assert.deepEqual([process.dlopen.name, process.dlopen.length], [original.name, original.length]);
    undo();
    assert.equal(process.dlopen, original);
  });
});
