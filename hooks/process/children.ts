// Child processes: everything that `child_process` and `cluster` start goes through here and is given what it inherits.
import type childProcess from 'node:child_process';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { ZipImportError } from '../../lib/errors.ts';
import type { FsFunction } from '../fs/forms.ts';
import { disguise } from '../fs/slots.ts';
import type { Undo } from '../undo.ts';
import { replaceProperty, undoAll } from '../undo.ts';
import {
  type CommandRules,
  childArguments,
  childVariables,
  pairsOf,
  variablesOf,
  withVariables,
} from './command-line.ts';
import type { Environment, Inheritance } from './inheritance.ts';

/** What the patches ask of their surroundings. */
export interface ChildContext extends CommandRules {
  readonly inheritance: Inheritance;
  /** Whether the path lies inside an archive (or is one in use). */
  owns(path: string): boolean;
}

/** lib/internal/child_process.js: what ChildProcess.prototype.spawn takes; all of fork, spawn, exec, execFile and cluster end there. */
interface SpawnOptions {
  readonly file?: unknown;
  /** The first is argv[0]. */
  readonly args?: readonly string[];
  readonly envPairs?: readonly string[];
  readonly cwd?: unknown;
}
type Spawn = (options: SpawnOptions) => unknown;
/** The options of spawnSync, execFileSync and execSync, as far as they matter here. */
interface SyncOptions {
  readonly env?: Environment | null;
  readonly cwd?: unknown;
}

/**
 * Wraps ChildProcess.prototype.spawn and the three synchronous functions.
 * @returns the undo
 */
export function patchChildProcess(target: typeof childProcess, context: ChildContext): Undo {
  const { inheritance } = context;

  function checkFolder(cwd: unknown): void {
    // What is neither, Node refuses.
    const given = cwd instanceof URL && cwd.protocol === 'file:' ? fileURLToPath(cwd) : cwd;
    if (typeof given !== 'string') return;
    const folder = path.resolve(given);
    if (!context.owns(folder)) return;
    throw new ZipImportError(
      'ERR_ZIPIMPORT_CWD_IN_ARCHIVE',
      `A process cannot start in ${folder}: that folder is inside an archive, and the operating system knows none there. ` +
        'Start it elsewhere and give it the path as an argument.',
    );
  }

  function prepare(options: SpawnOptions): SpawnOptions {
    const { file, args, envPairs, cwd } = options;
    if (typeof file !== 'string') return options;
    checkFolder(cwd);
    const pairs = envPairs ?? pairsOf(process.env);
    const [argv0, ...rest] = args ?? [];
    const given = variablesOf(pairs, context);
    const pinned = childArguments(file, rest, given, inheritance, context);
    const missing = childVariables(file, pinned, given, inheritance, context);
    return {
      ...options,
      ...(pinned === rest || argv0 === undefined ? {} : { args: [argv0, ...pinned] }),
      ...(Object.keys(missing).length === 0 ? {} : { envPairs: withVariables(pairs, missing, context) }),
    };
  }

  function prepareSync(file: unknown, rest: readonly unknown[], takesArguments: boolean): unknown[] {
    const hasArguments = takesArguments && (Array.isArray(rest[0]) || rest[0] === undefined || rest[0] === null);
    const at = hasArguments ? 1 : 0;
    const options = (rest[at] ?? {}) as SyncOptions;
    // Node says what is wrong with it.
    if (typeof file !== 'string' || typeof options !== 'object') return [file, ...rest];
    checkFolder(options.cwd);
    const args = Array.isArray(rest[0]) ? rest[0].map(String) : [];
    const pairs = pairsOf(options.env ?? process.env);
    const given = variablesOf(pairs, context);
    const pinned = childArguments(file, args, given, inheritance, context);
    const missing = childVariables(file, pinned, given, inheritance, context);
    const changed = [...rest];
    if (pinned !== args) changed[0] = pinned;
    if (Object.keys(missing).length > 0) {
      changed[at] = { ...options, env: environmentOf(withVariables(pairs, missing, context)) };
    }
    return [file, ...changed];
  }

  const prototype = target.ChildProcess.prototype as unknown as { spawn: Spawn };
  const { spawn } = prototype;
  const undos = [
    replaceProperty(
      prototype,
      'spawn',
      disguise(
        function (this: unknown, options: SpawnOptions) {
          return spawn.call(this, typeof options === 'object' && options !== null ? prepare(options) : options);
        } as FsFunction,
        spawn as FsFunction,
      ) as Spawn,
    ),
  ];
  for (const name of ['spawnSync', 'execFileSync', 'execSync'] as const) {
    const original = target[name] as (...parameters: unknown[]) => unknown;
    const replacement = (file: unknown, ...rest: unknown[]): unknown =>
      original(...prepareSync(file, rest, name !== 'execSync'));
    undos.push(
      replaceProperty(
        target as unknown as Record<string, unknown>,
        name,
        disguise(replacement as FsFunction, original as FsFunction),
      ),
    );
  }
  return undoAll(undos);
}

function environmentOf(pairs: readonly string[]): Record<string, string> {
  const environment: Record<string, string> = {};
  for (const pair of pairs) {
    const equals = pair.indexOf('=', 1);
    environment[pair.slice(0, equals)] = pair.slice(equals + 1);
  }
  return environment;
}
