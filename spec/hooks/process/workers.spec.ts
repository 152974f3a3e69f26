import assert from 'node:assert/strict';
import { EventEmitter } from 'node:events';
import type workerThreads from 'node:worker_threads';
import { injectedOption, patchWorkers, type WorkerContext, workerOptions } from '../../../hooks/process/workers.ts';

const PATH = '/r.cjs';
const INJECTED = injectedOption(PATH);
const SHARE_ENV = Symbol('SHARE_ENV');

function context(
  parts: Partial<WorkerContext> & { own?: Record<string, string>; entries?: string[] } = {},
): WorkerContext {
  const { own = {}, entries = [], ...rest } = parts;
  return {
    inheritance: {
      registerPath: PATH,
      own,
      delimiter: ':',
      pathEntries: () => entries,
      policy: { file: null, variable: undefined },
    },
    execArgv: [],
    nodeOptions: '',
    isMainThread: true,
    announce: (variables) => Object.assign(own, variables),
    ...rest,
  };
}

describe('workerOptions', () => {
  it('leaves a worker alone that inherits the registration from the process', () => {
    const options = { workerData: 1 };
    assert.deepEqual(workerOptions(options, context({ execArgv: ['--import', 'zipimport/register'] })), [options]);
    assert.deepEqual(workerOptions(options, context({ nodeOptions: `--require ${PATH}` })), [options]);
    assert.deepEqual(workerOptions({ env: SHARE_ENV }, context({ nodeOptions: `-r ${PATH}` })), [{ env: SHARE_ENV }]);
  });

  it('registers in a worker of a thread that registered at run time', () => {
    assert.deepEqual(workerOptions({ name: 'n' }, context({ execArgv: ['--no-warnings'] })), [
      { name: 'n', execArgv: [INJECTED, '--no-warnings'] },
      { name: 'n', execArgv: [INJECTED, '--no-warnings'] },
    ]);
  });

  it('does not trust what another thread says of its options', () => {
    const [first] = workerOptions(
      {},
      context({ execArgv: ['-r', PATH], nodeOptions: `-r ${PATH}`, isMainThread: false }),
    );
    assert.deepEqual(first, { execArgv: [INJECTED, '-r', PATH] });
  });

  it('has a second try without what a worker refuses', () => {
    const execArgv = [
      '--stack-size=900',
      '-C',
      'x',
      '--expose-gc',
      '--import=y',
      '-r',
      'z',
      '--experimental-vm-modules',
      '-e',
      '1',
    ];
    const [, second] = workerOptions({}, context({ execArgv }));
    assert.deepEqual(second, {
      execArgv: [INJECTED, '-C', 'x', '--import=y', '-r', 'z', '--experimental-vm-modules'],
    });
  });

  it('adds to options that are given', () => {
    assert.deepEqual(workerOptions({ execArgv: [] }, context({ execArgv: ['-r', PATH] })), [{ execArgv: [INJECTED] }]);
    assert.deepEqual(workerOptions({ execArgv: ['--import', 'zipimport/register'] }, context()), [
      { execArgv: ['--import', 'file:///r.cjs'] },
    ]);
    const own = { NODE_OPTIONS: `-r ${PATH}` };
    assert.deepEqual(workerOptions({ execArgv: ['--no-warnings'] }, context({ own })), [
      { execArgv: ['--no-warnings'] },
    ]);
  });

  it('adds to variables that are given', () => {
    const own = { ZIPIMPORT_USE: 'u', HOME: '/' };
    assert.deepEqual(workerOptions({ env: { A: 'b' } }, context({ own, execArgv: ['-r', PATH] })), [
      { env: { A: 'b', ZIPIMPORT_USE: 'u', NODE_OPTIONS: `--require ${PATH}` } },
    ]);
    const given = { env: { ZIPIMPORT_USE: 'v', NODE_OPTIONS: `-r ${PATH}` } };
    assert.deepEqual(workerOptions(given, context({ own })), [given]);
  });

  it('registers early for a source, which does not wait for --import', () => {
    const execArgv = ['--import', 'zipimport/register'];
    const [first] = workerOptions({ eval: true }, context({ execArgv }));
    assert.deepEqual(first, { eval: true, execArgv: [INJECTED, ...execArgv] });
    assert.deepEqual(workerOptions({ eval: true, env: {}, execArgv }, context()), [
      { eval: true, env: { NODE_OPTIONS: `--require ${PATH}` }, execArgv },
    ]);
    const early = { eval: true };
    assert.deepEqual(workerOptions(early, context({ execArgv: ['-r', PATH] })), [early]);
  });

  it('announces what was mounted, for workers copy the variables of their thread', () => {
    const own = {};
    workerOptions({}, context({ own, entries: ['/m'] }));
    assert.deepEqual(own, { ZIPIMPORT_PATH: '/m' });
  });

  it('does nothing when inheritance is off', () => {
    const off = { own: { ZIPIMPORT_INHERIT: '0' }, entries: ['/m'] };
    assert.deepEqual(workerOptions({ execArgv: [] }, context(off)), [{ execArgv: [] }]);
    const env = { ZIPIMPORT_INHERIT: '0' };
    assert.deepEqual(workerOptions({ env }, context()), [{ env }]);
    assert.deepEqual(off.own, { ZIPIMPORT_INHERIT: '0' });
  });
});

describe('patchWorkers', () => {
  /** Stands for Node's class; refuses what `refuses` says. */
  function makeModule(refuses: (options: { execArgv?: string[] }) => boolean = () => false) {
    class Worker extends EventEmitter {
      static readonly marked = true;
      readonly parameters: readonly unknown[];
      constructor(...parameters: [unknown, { execArgv?: string[] }?, unknown?]) {
        super();
        this.parameters = parameters;
        if (refuses(parameters[1] ?? {}))
          throw Object.assign(new Error('refused'), { code: 'ERR_WORKER_INVALID_EXEC_ARGV' });
      }
    }
    const module = { Worker };
    return {
      Worker,
      module,
      patch: (given = context()) => patchWorkers(module as unknown as typeof workerThreads, given),
    };
  }

  it('keeps the class a class', () => {
    const { Worker, module, patch } = makeModule();
    patch();
    const Patched = module.Worker;
    assert.notEqual(Patched, Worker);
    class Sub extends Patched {}
    const plain = new Patched('file');
    const sub = new Sub('file', { execArgv: [] });
    assert.equal(
      plain instanceof Patched && plain instanceof Worker && sub instanceof Sub && sub instanceof Patched,
      true,
    );
    assert.equal(new Worker('by who kept it') instanceof Patched, true);
    assert.deepEqual(
      [plain.constructor, sub.constructor, Patched.name, Patched.marked],
      [Patched, Sub, 'Worker', true],
    );
    assert.deepEqual(sub.parameters, ['file', { execArgv: [INJECTED] }]);
    assert.throws(() => (Patched as unknown as () => void)(), TypeError);
  });

  it('hands on whatever it does not understand', () => {
    const { module, patch } = makeModule();
    patch();
    const { Worker } = module;
    assert.deepEqual(new Worker('file', null as never, 'internal').parameters, ['file', null, 'internal']);
    assert.deepEqual(new Worker('file', 5 as never).parameters, ['file', 5]);
  });

  it('tries again when Node refuses inherited options, and only then', () => {
    const { module, patch } = makeModule(({ execArgv = [] }) => execArgv.includes('--expose-gc'));
    patch(context({ execArgv: ['--expose-gc'] }));
    assert.deepEqual(new module.Worker('file').parameters, ['file', { execArgv: [INJECTED] }]);
    assert.throws(() => new module.Worker('file', { execArgv: ['--expose-gc'] }), {
      code: 'ERR_WORKER_INVALID_EXEC_ARGV',
    });
  });

  it('is undone', () => {
    const { Worker, module, patch } = makeModule();
    patch()();
    assert.equal(module.Worker, Worker);
    assert.equal(Worker.prototype.constructor, Worker);
  });
});
