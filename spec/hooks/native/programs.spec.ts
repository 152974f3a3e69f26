import assert from 'node:assert/strict';
import type childProcess from 'node:child_process';
import { patchPrograms } from '../../../hooks/native/programs.ts';
import type { Program, ProgramRequest, StartProgram } from '../../../hooks/native/start-program.ts';

/** A child_process that notes what it is asked for; programs of /a.zip start from /real. */
function make(): {
  readonly calls: unknown[][];
  readonly requests: ProgramRequest[];
  readonly module: typeof childProcess;
  readonly undo: () => void;
} {
  const calls: unknown[][] = [];
  const requests: ProgramRequest[] = [];
  class ChildProcess {
    spawn(options: unknown): number {
      calls.push(['spawn', options]);
      return 0;
    }
  }
  const note =
    (name: string) =>
    (...parameters: unknown[]): unknown => {
      calls.push([name, ...parameters]);
      if (String(parameters[0]).includes('failing')) {
        throw Object.assign(new Error(`spawnSync ${parameters[0]} EACCES`), {
          path: parameters[0],
          syscall: `spawnSync ${parameters[0]}`,
        });
      }
      return {};
    };
  const module = {
    ChildProcess,
    spawnSync: note('spawnSync'),
    execFileSync: note('execFileSync'),
    execSync: note('execSync'),
  };
  const start: StartProgram = (file, request): Program | null => {
    if (!file.startsWith('/a.zip/')) return null;
    requests.push(request);
    if (file.endsWith('.js')) return { file: '/usr/bin/env', before: ['node', file], argv0: '/usr/bin/env' };
    return { file: file.replace('/a.zip', '/real'), before: [] };
  };
  const typed = module as unknown as typeof childProcess;
  return { calls, requests, module: typed, undo: patchPrograms(typed, start) };
}

describe('patchPrograms', () => {
  type Spawner = { spawn(options: object): void; spawnfile?: string; spawnargs?: readonly string[] };

  it('starts members, under the name that was asked for', () => {
    const { calls, module } = make();
    const child = new module.ChildProcess() as unknown as Spawner;
    child.spawn({ file: '/a.zip/t', args: ['/a.zip/t', 'x'], detached: false });
    assert.deepEqual(calls, [['spawn', { file: '/real/t', args: ['/a.zip/t', 'x'], detached: false }]]);
    assert.deepEqual([child.spawnfile, child.spawnargs], ['/a.zip/t', ['/a.zip/t', 'x']]);
  });

  it('puts an interpreter in front', () => {
    const { calls, module } = make();
    (new module.ChildProcess() as unknown as Spawner).spawn({ file: '/a.zip/t.js', args: ['/a.zip/t.js', 'x'] });
    assert.deepEqual(calls[0]?.[1], { file: '/usr/bin/env', args: ['/usr/bin/env', 'node', '/a.zip/t.js', 'x'] });
  });

  if (process.platform !== 'win32') {
    it('replaces commands in lines for a shell', () => {
      const { calls, module } = make();
      const child = new module.ChildProcess() as unknown as Spawner;
      child.spawn({ file: '/bin/sh', args: ['/bin/sh', '-c', '/a.zip/t x'] });
      module.execSync('/a.zip/t y');
      module.spawnSync('/a.zip/t z', { shell: true });
      assert.deepEqual(calls, [
        ['spawn', { file: '/bin/sh', args: ['/bin/sh', '-c', '/real/t x'] }],
        ['execSync', '/real/t y', undefined],
        ['spawnSync', '/real/t z', { shell: true }],
      ]);
      assert.deepEqual(child.spawnargs, ['/bin/sh', '-c', '/a.zip/t x']);
    });
  }

  it('takes every form of the synchronous functions', () => {
    const { calls, module } = make();
    module.spawnSync('/a.zip/t');
    module.spawnSync('/a.zip/t', ['x']);
    module.execFileSync('/a.zip/t', { cwd: '/' });
    module.execFileSync('/a.zip/t', ['x'], { argv0: 'own' } as object);
    assert.deepEqual(calls, [
      ['spawnSync', '/real/t', [], { argv0: '/a.zip/t' }],
      ['spawnSync', '/real/t', ['x'], { argv0: '/a.zip/t' }],
      ['execFileSync', '/real/t', [], { cwd: '/', argv0: '/a.zip/t' }],
      ['execFileSync', '/real/t', ['x'], { argv0: 'own' }],
    ]);
  });

  it('leaves the disk alone, and what Node refuses', () => {
    const { calls, module } = make();
    module.spawnSync('/bin/ls', ['x'], { cwd: '/' });
    (module.spawnSync as (...parameters: unknown[]) => void)(1);
    (module.execSync as (...parameters: unknown[]) => void)(undefined);
    (new module.ChildProcess() as unknown as Spawner).spawn({ file: '/bin/ls', args: ['ls'] });
    assert.deepEqual(calls, [
      ['spawnSync', '/bin/ls', ['x'], { cwd: '/' }],
      ['spawnSync', 1],
      ['execSync', undefined, undefined],
      ['spawn', { file: '/bin/ls', args: ['ls'] }],
    ]);
  });

  it('names the member in errors', () => {
    const { module } = make();
    assert.throws(() => module.spawnSync('/a.zip/failing', ['x']), {
      message: 'spawnSync /a.zip/failing EACCES',
      path: '/a.zip/failing',
      syscall: 'spawnSync /a.zip/failing',
      spawnargs: ['x'],
    });
  });

  // Windows has no such ids.
  const onPosix = process.geteuid === undefined ? (): void => {} : it;

  onPosix('says as whom a program starts, and whether a shell starts it', () => {
    const { requests, module } = make();
    const [user, group] = [process.geteuid?.() ?? 0, process.getegid?.() ?? 0];
    const others: object[] = [{}, { uid: user, gid: group }, { uid: user + 1 }, { gid: group + 1 }, { shell: true }];
    for (const options of others) module.spawnSync('/a.zip/t', [], options);
    const expected = [
      [false, false],
      [false, false],
      [true, false],
      [true, false],
      [false, true],
    ];
    assert.deepEqual(
      requests.map(({ isOtherUser, isInShell }) => [isOtherUser, isInShell]),
      expected,
    );
  });

  it('says where and for how long a program starts', () => {
    const { requests, module } = make();
    module.spawnSync('/a.zip/t', [], { cwd: new URL('file:///folder'), env: { PATH: '/bin' } });
    (new module.ChildProcess() as unknown as Spawner).spawn({
      file: '/a.zip/t',
      args: ['t'],
      detached: true,
      cwd: '/x',
      envPairs: ['A=1', 'PATH=/sbin:/usr'],
    } as object);
    assert.deepEqual(requests, [
      {
        cwd: process.platform === 'win32' ? '\\folder' : '/folder',
        isDetached: false,
        isOtherUser: false,
        isInShell: false,
        searchPath: '/bin',
      },
      { cwd: '/x', isDetached: true, isOtherUser: false, isInShell: false, searchPath: '/sbin:/usr' },
    ]);
  });

  it('goes', () => {
    const { calls, module, undo } = make();
    undo();
    module.spawnSync('/a.zip/t');
    assert.deepEqual(calls, [['spawnSync', '/a.zip/t']]);
  });
});
