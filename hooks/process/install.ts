// Puts inheritance in place: workers and child processes of this thread know archives, too.
import path from 'node:path';
import { POLICY_VARIABLE } from '../../lib/policy/find-policy.ts';
import { embeddedRuntime } from '../bundles/embedded-runtime.ts';
import type { BuiltinGates } from '../modules/builtin-gates.ts';
import { isLoaded } from '../modules/builtin-gates.ts';
import { Module } from '../modules/node-module.ts';
import type { Inheritance } from './inheritance.ts';
import { processParts } from './load-parts.ts';

/** What has to be known of the runtime. */
export interface InheritanceSource {
  /** Absolute paths: those of ZIPIMPORT_PATH and those that were mounted. */
  pathEntries(): readonly string[];
  /** Whether the path lies inside an archive (or is one in use). */
  owns(path: string): boolean;
  /** Absolute path; null when no policy file is in force. */
  readonly policyFile: string | null;
}

/** What `zipimport/register` is: beside the bundle that this is part of, or what stands in for it. */
export function registrationPath(): string {
  return embeddedRuntime(__dirname)?.registration ?? path.join(__dirname, 'register.cjs');
}

/** Waits for `worker_threads` and for `child_process` (and what loads it within Node) to be asked for, and patches them then. */
export function installInheritance(gates: BuiltinGates, { pathEntries, owns, policyFile }: InheritanceSource): void {
  const registerPath = registrationPath();
  const inheritance: Inheritance = {
    registerPath,
    own: process.env,
    delimiter: path.delimiter,
    pathEntries,
    policy: { file: policyFile, variable: process.env[POLICY_VARIABLE] },
  };
  const startedWith = process.env['NODE_OPTIONS'] ?? '';

  // Node loads worker_threads before anything else in a worker, and only there.
  const isWorker = isLoaded('worker_threads') && !process.getBuiltinModule('worker_threads').isMainThread;
  // The program sees the options that it gave.
  if (isWorker && process.execArgv[0] === processParts().injectedOption(registerPath)) process.execArgv.shift();

  gates.add(['worker_threads'], () => {
    const undo = processParts().patchWorkers(process.getBuiltinModule('worker_threads'), {
      inheritance,
      get execArgv() {
        return process.execArgv;
      },
      nodeOptions: startedWith,
      isMainThread: !isWorker,
      announce: (variables) => Object.assign(process.env, variables),
    });
    Module.syncBuiltinESMExports();
    return undo;
  });
  gates.add(['child_process', 'cluster', 'test'], () => {
    const undo = processParts().patchChildProcess(process.getBuiltinModule('child_process'), {
      inheritance,
      owns,
      execPath: process.execPath,
      isCaseSensitive: process.platform !== 'win32',
    });
    Module.syncBuiltinESMExports();
    return undo;
  });
}
