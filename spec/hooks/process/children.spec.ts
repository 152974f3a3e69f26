import assert from 'node:assert/strict';
import type childProcess from 'node:child_process';
import { type ChildContext, patchChildProcess } from '../../../hooks/process/children.ts';

const REGISTRATION = '--require /r.cjs';

function makeModule(parts: Partial<ChildContext> = {}) {
  const calls: unknown[][] = [];
  class ChildProcess {
    spawn(...parameters: unknown[]): number {
      calls.push(parameters);
      return 0;
    }
  }
  const module = {
    ChildProcess,
    spawnSync: (...parameters: unknown[]) => calls.push(['spawnSync', ...parameters]),
    execFileSync: (...parameters: unknown[]) => calls.push(['execFileSync', ...parameters]),
    execSync: (...parameters: unknown[]) => calls.push(['execSync', ...parameters]),
  };
  const undo = patchChildProcess(module as unknown as typeof childProcess, {
    inheritance: {
      registerPath: '/r.cjs',
      own: { ZIPIMPORT_USE: 'u' },
      delimiter: ':',
      pathEntries: () => [],
      policy: { file: null, variable: undefined },
    },
    owns: (path) => path.startsWith('/app.zip/'),
    execPath: '/bin/node',
    isCaseSensitive: true,
    ...parts,
  });
  return { module, calls, undo };
}

describe('ChildProcess.prototype.spawn', () => {
  it('adds to the environment and leaves what the caller holds', () => {
    const { module, calls } = makeModule();
    const options = { file: '/bin/node', args: ['node', 'x.js'], envPairs: ['A=b', 'NODE_OPTIONS=--no-warnings'] };
    const copy = structuredClone(options);
    assert.equal(new module.ChildProcess().spawn(options), 0);
    assert.deepEqual(options, copy);
    assert.deepEqual(calls, [
      [{ ...copy, envPairs: ['A=b', 'ZIPIMPORT_USE=u', `NODE_OPTIONS=${REGISTRATION} --no-warnings`] }],
    ]);
  });

  it('spells the registration out on the command line and adds no second one', () => {
    const { module, calls } = makeModule();
    const args = ['argv0', '--import', 'zipimport/register', 'x.js'];
    new module.ChildProcess().spawn({ file: '/bin/node', args, envPairs: ['ZIPIMPORT_USE='] });
    assert.deepEqual(calls, [
      [{ file: '/bin/node', args: ['argv0', '--import', 'file:///r.cjs', 'x.js'], envPairs: ['ZIPIMPORT_USE='] }],
    ]);
  });

  it('takes the environment of this process when none is given', () => {
    const { module, calls } = makeModule();
    new module.ChildProcess().spawn({ file: 'git', args: ['git'] });
    const [[given]] = calls as [[{ envPairs: string[] }]];
    assert.ok(given.envPairs.includes('ZIPIMPORT_USE=u'));
    assert.ok(given.envPairs.some((pair) => pair.startsWith('PATH=')));
  });

  it('hands on what Node has to refuse', () => {
    const { module, calls } = makeModule();
    for (const options of [undefined, null, 5, { file: 5 }]) new module.ChildProcess().spawn(options);
    assert.deepEqual(calls, [[undefined], [null], [5], [{ file: 5 }]]);
  });

  it('refuses to start in an archive', () => {
    const { module, calls } = makeModule();
    const child = new module.ChildProcess();
    assert.throws(() => child.spawn({ file: 'node', args: ['node'], envPairs: [], cwd: '/app.zip/lib' }), {
      code: 'ERR_ZIPIMPORT_CWD_IN_ARCHIVE',
    });
    assert.deepEqual(calls, []);
  });
});

describe('the synchronous functions', () => {
  const env = { A: 'b' };
  const added = { A: 'b', ZIPIMPORT_USE: 'u', NODE_OPTIONS: REGISTRATION };

  it('are given options wherever their callers leave them', () => {
    const { module, calls } = makeModule();
    const sync = module as unknown as Record<string, (...parameters: unknown[]) => void>;
    sync['spawnSync']?.('node', ['x.js'], { env, input: 'i' });
    sync['spawnSync']?.('node', { env });
    sync['execFileSync']?.('node', null, { env });
    sync['execSync']?.('node x.js', { env });
    assert.deepEqual(calls, [
      ['spawnSync', 'node', ['x.js'], { env: added, input: 'i' }],
      ['spawnSync', 'node', { env: added }],
      ['execFileSync', 'node', null, { env: added }],
      ['execSync', 'node x.js', { env: added }],
    ]);
    assert.deepEqual(env, { A: 'b' });
  });

  it('are given options when they have none', () => {
    const { module, calls } = makeModule();
    const sync = module as unknown as Record<string, (...parameters: unknown[]) => void>;
    sync['spawnSync']?.('node');
    sync['spawnSync']?.('node', ['x.js']);
    sync['execSync']?.('node');
    const environments = calls.map((call) => (call.at(-1) as { env: Record<string, string> }).env);
    assert.deepEqual(
      environments.map((environment) => environment['ZIPIMPORT_USE']),
      ['u', 'u', 'u'],
    );
    assert.deepEqual(
      calls.map((call) => call.length),
      [4, 4, 3],
    );
  });

  it('hand on what Node has to refuse', () => {
    const { module, calls } = makeModule();
    const sync = module as unknown as Record<string, (...parameters: unknown[]) => void>;
    sync['spawnSync']?.(5);
    sync['spawnSync']?.('node', 5);
    sync['spawnSync']?.('node', [], 5);
    sync['execSync']?.('node', 5);
    assert.deepEqual(calls, [
      ['spawnSync', 5],
      ['spawnSync', 'node', 5],
      ['spawnSync', 'node', [], 5],
      ['execSync', 'node', 5],
    ]);
  });

  it('refuse to start in an archive', () => {
    const { module } = makeModule();
    const { execSync } = module;
    for (const cwd of ['/app.zip/lib', new URL('file:///app.zip/lib')]) {
      assert.throws(() => execSync('node', { cwd }), { code: 'ERR_ZIPIMPORT_CWD_IN_ARCHIVE' });
    }
  });

  it('are undone', () => {
    const { module, undo, calls } = makeModule();
    undo();
    module.execSync('node', { env });
    new module.ChildProcess().spawn({ file: 'node', cwd: '/app.zip/lib' });
    assert.deepEqual(calls, [['execSync', 'node', { env }], [{ file: 'node', cwd: '/app.zip/lib' }]]);
  });
});
