// Workers: each new thread of this one registers the hooks before anything else, however this one came to have them.
import type workerThreads from 'node:worker_threads';
import { replaceProperty, type Undo, undoAll } from '../undo.ts';
import { type Environment, type Inheritance, inherits, missingConfiguration, missingVariables } from './inheritance.ts';
import { splitNodeOptions } from './node-options.ts';
import { isRegistered, pinRegistration, registrationOption } from './registration.ts';

/** What the patch needs to know of this thread. */
export interface WorkerContext {
  readonly inheritance: Inheritance;
  /** `process.execArgv`. */
  readonly execArgv: readonly string[];
  /** NODE_OPTIONS as this process was started with. */
  readonly nodeOptions: string;
  readonly isMainThread: boolean;
  /** Sets variables of this thread, which its workers copy or share. */
  announce(variables: Environment): void;
}

interface WorkerOptions {
  readonly execArgv?: unknown;
  readonly env?: unknown;
  readonly eval?: unknown;
  readonly [other: string]: unknown;
}

/** The option that a thread finds among its `process.execArgv` when it is given the registration by us. */
export function injectedOption(registerPath: string): string {
  return `${registrationOption(registerPath)}=${registerPath}`;
}

/**
 * Options of a worker with what it inherits put in.
 * @returns candidates, best first: Node refuses a worker whose options are for the whole process, and takes the second then
 */
export function workerOptions(options: WorkerOptions, context: WorkerContext): readonly WorkerOptions[] {
  const { inheritance, execArgv, isMainThread } = context;
  const { own, registerPath } = inheritance;
  const isGiven = Array.isArray(options.execArgv);
  // Node runs such a source without waiting for `--import`.
  const isSource = options.eval === true;
  const asked = isGiven ? (options.execArgv as unknown[]).map(String) : [];

  if (typeof options.env === 'object' && options.env !== null) {
    // With variables of its own a worker reads NODE_OPTIONS among them, and this thread's options do not reach it.
    const given = options.env as Environment;
    const missing = missingVariables(given, isSource ? [] : asked, inheritance);
    return Object.keys(missing).length === 0 ? [options] : [{ ...options, env: { ...given, ...missing } }];
  }
  if (!inherits(own, own)) return [options];
  context.announce(missingConfiguration(own, inheritance));

  // A worker that is given no options gets those that the process was started with, whatever those of the thread that starts it are.
  if (isGiven || isMainThread) {
    const variables = splitNodeOptions((isGiven ? own['NODE_OPTIONS'] : context.nodeOptions) ?? '');
    if (isRegistered([...variables, ...(isGiven ? asked : execArgv)], registerPath, isSource)) {
      return [isGiven ? { ...options, execArgv: pinRegistration(asked, registerPath) } : options];
    }
  }
  const injected = injectedOption(registerPath);
  if (isGiven) return [{ ...options, execArgv: [injected, ...asked] }];
  return [
    { ...options, execArgv: [injected, ...execArgv] },
    { ...options, execArgv: [injected, ...threadOptions(execArgv)] },
  ];
}

/** Options that matter to one thread; workers refuse V8's options and those of the whole process, which reach them anyway. */
const OF_THREAD = /^--(?:no-)?(?:addons|deprecation|enable-|experimental-|preserve-symlinks|trace-|warnings)/;

const WITH_VALUE = /^(?:-r|--require|--import|-C|--conditions)$/;

function threadOptions(options: readonly string[]): string[] {
  return options.filter(
    (token, at) =>
      OF_THREAD.test(token) ||
      WITH_VALUE.test(token) ||
      WITH_VALUE.test(options[at - 1] ?? '') ||
      /^--(?:require|import|conditions)=/.test(token),
  );
}

/**
 * Replaces `worker_threads.Worker` by a proxy of it: `instanceof`, subclasses and statics are those of the class itself.
 * @returns the undo
 */
export function patchWorkers(module: typeof workerThreads, context: WorkerContext): Undo {
  const { Worker } = module;
  const proxy = new Proxy(Worker, {
    construct(original, [file, options, ...rest], newTarget) {
      const isReadable = options === undefined || (typeof options === 'object' && options !== null);
      const target = newTarget === proxy ? original : newTarget;
      const make = (prepared: unknown): object =>
        Reflect.construct(original, [file, prepared, ...rest], target) as object;
      if (!isReadable) return make(options);
      const [first, second] = workerOptions((options ?? {}) as WorkerOptions, context);
      try {
        return make(first);
      } catch (error) {
        if (second === undefined || (error as { code?: unknown }).code !== 'ERR_WORKER_INVALID_EXEC_ARGV') throw error;
        return make(second);
      }
    },
  });
  return undoAll([
    replaceProperty(module, 'Worker', proxy),
    // So that `worker.constructor` is what the program knows as Worker.
    replaceProperty(Worker.prototype as { constructor: unknown }, 'constructor', proxy),
  ]);
}
