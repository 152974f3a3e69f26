import assert from 'node:assert/strict';
import path from 'node:path';
import { patchExecve } from '../../../hooks/process/execve.ts';

describe('patchExecve', () => {
  const calls: unknown[][] = [];
  const execve = (...parameters: unknown[]): number => calls.push(parameters);
  const member = path.resolve('a.zip/tool');

  it('throws the error of Node 26 for what is in an archive', () => {
    const target = { execve };
    patchExecve((file) => file === member, target);
    for (const file of [member, 'a.zip/tool']) {
      assert.throws(() => target.execve(file, [file]), {
        message: `ENOTDIR, Not a directory '${file}'`,
        code: 'ENOTDIR',
        path: file,
        syscall: 'execve',
      });
    }
    assert.deepEqual(calls, []);
  });

  it('hands everything else on, and is undone', () => {
    const target = { execve };
    const undo = patchExecve(() => false, target);
    target.execve('/bin/sh', ['sh'], {});
    target.execve(1);
    assert.deepEqual(calls, [['/bin/sh', ['sh'], {}], [1]]);
    undo();
    assert.equal(target.execve, execve);
  });

  it('puts nothing where there is none', () => {
    const target = {};
    patchExecve(() => true, target)();
    assert.deepEqual(target, {});
  });
});
