// Programs that are not Node open files by themselves: what the policy has unpacked is named to them by its real path, as their executable,
// their arguments and their working directory. Node processes know archives; they are given the paths as they are.
import type childProcess from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { FsFunction } from '../fs/forms.ts';
import { disguise } from '../fs/slots.ts';
import { isNode } from '../process/command-line.ts';
import { replaceProperty, type Undo, undoAll } from '../undo.ts';
import type { Translate, Translation } from './real-paths.ts';

/** What ChildProcess.prototype.spawn takes, as far as it matters here; all that is asynchronous ends there. */
interface SpawnOptions {
  readonly file?: unknown;
  /** The first is argv[0]. */
  readonly args?: unknown;
  readonly cwd?: unknown;
}
type Spawn = (this: unknown, options: unknown) => unknown;

/** The arguments for `file`: each that is a path, or ends in one after '=', by its real one. The same array where nothing changes. */
export function realArguments(file: string, args: readonly unknown[], translate: Translate): readonly unknown[] {
  if (isNode(file, process)) return args;
  const real = args.map((argument) => (typeof argument === 'string' ? realArgument(argument, translate) : argument));
  return real.some((argument, at) => argument !== args[at]) ? real : args;
}

function realArgument(text: string, translate: Translate): string {
  const whole = translate(text);
  if (whole !== null) return whole;
  const [, option, value] = /^(-[^=]*=)(.+)$/s.exec(text) ?? [];
  const real = value === undefined ? null : translate(value);
  return real === null ? text : `${option}${real}`;
}

function realFolder(cwd: unknown, translate: Translate): unknown {
  const folder = cwd instanceof URL && cwd.protocol === 'file:' ? fileURLToPath(cwd) : cwd;
  return typeof folder === 'string' ? (translate(folder) ?? cwd) : cwd;
}

/** Translates for every way to start a child process. @returns the undo */
export function translateChildren(target: typeof childProcess, translation: Translation): Undo {
  const prototype = target.ChildProcess.prototype as unknown as { spawn: Spawn };
  const { spawn } = prototype;
  const translated: Spawn = function (options) {
    return spawn.call(this, typeof options === 'object' && options !== null ? prepare(options, translation) : options);
  };
  const undos = [replaceProperty(prototype, 'spawn', disguised(translated, spawn))];
  for (const name of ['spawnSync', 'execFileSync', 'execSync'] as const) {
    const original = target[name] as (...parameters: unknown[]) => unknown;
    const replacement = (file: unknown, ...rest: unknown[]): unknown =>
      original(...prepareSync(file, rest, name !== 'execSync', translation));
    undos.push(replaceProperty(target as unknown as Record<string, unknown>, name, disguised(replacement, original)));
  }
  return undoAll(undos);
}

function disguised<Wrapper>(wrapper: Wrapper, original: unknown): Wrapper {
  return disguise(wrapper as FsFunction, original as FsFunction) as Wrapper;
}

function prepare(options: SpawnOptions, { translate, translateNative }: Translation): SpawnOptions {
  const { file, args, cwd } = options;
  if (typeof file !== 'string') return options;
  const [argv0, ...rest] = Array.isArray(args) ? (args as unknown[]) : [];
  return {
    ...options,
    file: translateNative(file) ?? file,
    ...(Array.isArray(args) ? { args: [argv0, ...realArguments(file, rest, translate)] } : {}),
    ...(cwd === undefined ? {} : { cwd: realFolder(cwd, translate) }),
  };
}

/** @param takesArguments false for execSync, whose first parameter is a command line for the shell */
function prepareSync(
  file: unknown,
  rest: readonly unknown[],
  takesArguments: boolean,
  { translate, translateNative }: Translation,
): readonly unknown[] {
  if (typeof file !== 'string') return [file, ...rest];
  const changed = [...rest];
  const [args] = rest;
  const hasArguments = takesArguments && Array.isArray(args);
  if (hasArguments) changed[0] = realArguments(file, args as unknown[], translate);
  const at = hasArguments || (takesArguments && (args === undefined || args === null)) ? 1 : 0;
  const options = changed[at];
  if (typeof options === 'object' && options !== null && 'cwd' in options) {
    changed[at] = { ...options, cwd: realFolder(options.cwd, translate) };
  }
  return [takesArguments ? (translateNative(file) ?? file) : file, ...changed];
}
