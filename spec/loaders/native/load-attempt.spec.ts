import assert from 'node:assert/strict';
import { type Dlopen, LoadAttempt } from '../../../loaders/native/load-attempt.ts';
import type { NativeFile } from '../../../loaders/native/native-file.ts';

const FILE = { path: '/m.zip/a.node', member: 'a.node' } as NativeFile;
const LIBRARY = { path: '/m.zip/libx.so', needed: 'libx.so', isNamedSo: true } as Parameters<
  LoadAttempt['request']['preload']
>[0];

function failing(message: string, code = 'ERR_DLOPEN_FAILED'): Dlopen {
  return () => {
    throw Object.assign(new Error(message), { code });
  };
}
function attempt(dlopen: Dlopen, flags: readonly number[] = []): LoadAttempt {
  return new LoadAttempt(FILE, [LIBRARY], {}, flags, dlopen);
}
function errorOf(action: () => void): Error {
  try {
    action();
  } catch (error) {
    return error as Error;
  }
  return assert.fail('no error');
}

describe('LoadAttempt', () => {
  it('hands the module and the flags on, and no flags where there are none', () => {
    const calls: unknown[][] = [];
    const module = {};
    const dlopen: Dlopen = (...parameters) => calls.push(parameters);
    new LoadAttempt(FILE, [], module, [], dlopen).request.open('/x');
    new LoadAttempt(FILE, [], module, [2], dlopen).request.open('/x');
    assert.deepEqual(calls, [
      [module, '/x'],
      [module, '/x', 2],
    ]);
  });

  it('shows the path of the member in the words of the system', () => {
    const { request } = attempt(failing('/proc/self/fd/18: undefined symbol: f'));
    const error = errorOf(() => request.open('/proc/self/fd/18'));
    assert.equal(error.message, '/m.zip/a.node: undefined symbol: f');
    assert.ok(error.stack?.includes('/m.zip/a.node: undefined symbol: f'));
  });

  const FINAL: Readonly<Record<string, boolean>> = {
    '/x: failed to map segment from shared object': false,
    '/x: cannot open shared object file: Permission denied': false,
    'Error loading shared library /x: Operation not permitted': false,
    '/x: undefined symbol: f': true,
    '/x: invalid ELF header': true,
    'libnone.so: cannot open shared object file: No such file or directory': true,
    'Error loading shared library libnone.so: No such file or directory (needed by /x)': true,
    "Module did not self-register: '/x'.": true,
  };
  for (const [message, isFinal] of Object.entries(FINAL)) {
    it(`${isFinal ? 'ends with' : 'goes on after'} "${message}"`, () => {
      const tried = attempt(failing(message));
      const error = errorOf(() => tried.request.open('/x'));
      assert.equal(tried.isFinal(error), isFinal);
    });
  }

  it('ends with what an addon throws, and goes on after what a strategy throws', () => {
    const tried = attempt(failing('/x: failed to map segment', 'ERR_OTHER'));
    assert.equal(tried.isFinal(errorOf(() => tried.request.open('/x'))), true);
    assert.equal(tried.isFinal(new Error('no directory')), false);
  });

  it('keeps a library that is no addon, whatever Node says of it, and no other', () => {
    attempt(failing("Module did not self-register: '/lib'.")).request.preload(LIBRARY, '/lib');
    const tried = attempt(failing('libnone.so: cannot open shared object file'));
    assert.equal(tried.isFinal(errorOf(() => tried.request.preload(LIBRARY, '/lib'))), true);
  });
});
