// child_process for programs that are members: each is started from a file that the operating system can open.
import type childProcess from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { FsFunction } from '../fs/forms.ts';
import { disguise } from '../fs/slots.ts';
import { replaceProperty, type Undo, undoAll } from '../undo.ts';
import { replaceCommands } from './command-words.ts';
import type { ProgramRequest, StartProgram } from './start-program.ts';

/** What ChildProcess.prototype.spawn takes, as far as it matters here; all that is asynchronous ends there. */
interface SpawnOptions {
  readonly file?: unknown;
  /** The first is argv[0]. */
  readonly args?: readonly string[];
  readonly cwd?: unknown;
  readonly detached?: unknown;
  readonly uid?: unknown;
  readonly gid?: unknown;
  readonly shell?: unknown;
  readonly argv0?: unknown;
  /** 'NAME=value' for what is asynchronous. */
  readonly envPairs?: readonly string[];
  readonly env?: Readonly<Record<string, unknown>> | null;
}
type Spawn = (this: object, options: unknown) => unknown;
type Call = (...parameters: unknown[]) => unknown;

/** @returns the undo */
export function patchPrograms(target: typeof childProcess, start: StartProgram): Undo {
  const prototype = target.ChildProcess.prototype as unknown as { spawn: Spawn };
  const { spawn } = prototype;
  const undos = [replaceProperty(prototype, 'spawn', disguised(wrapSpawn(spawn, start), spawn))];
  const functions = target as unknown as Record<string, Call>;
  for (const name of ['spawnSync', 'execFileSync'] as const) {
    const original = functions[name] as Call;
    undos.push(replaceProperty(functions, name, disguised(wrapSync(original, start), original)));
  }
  const { execSync } = functions as { execSync: Call };
  const replacement: Call = (command, options, ...rest) => {
    if (typeof command !== 'string') return execSync(command, options, ...rest);
    const line = commandLine(command, requestOf(options), start);
    return withNames(line, command, [], () => execSync(line, options, ...rest));
  };
  undos.push(replaceProperty(functions, 'execSync', disguised(replacement, execSync)));
  return undoAll(undos);
}

function disguised<Wrapper>(wrapper: Wrapper, original: unknown): Wrapper {
  return disguise(wrapper as FsFunction, original as FsFunction) as Wrapper;
}

function wrapSpawn(spawn: Spawn, start: StartProgram): Spawn {
  return function (options) {
    const given = (options ?? {}) as SpawnOptions;
    const { file, args } = given;
    if (typeof file !== 'string' || !Array.isArray(args)) return spawn.call(this, options);
    const request = requestOf(given);
    if (isShell(file) && args.length === 3 && args[1] === '-c') {
      const line = commandLine(String(args[2]), request, start);
      if (line === args[2]) return spawn.call(this, given);
      const shell = spawn.call(this, { ...given, args: [args[0], args[1], line] });
      Object.assign(this, { spawnargs: args });
      return shell;
    }
    const program = start(file, request);
    if (program === null) return spawn.call(this, given);
    const [argv0, ...rest] = args as readonly string[];
    const result = spawn.call(this, {
      ...given,
      file: program.file,
      args: [program.argv0 ?? argv0, ...program.before, ...rest],
    });
    // Errors are made of these, later.
    Object.assign(this, { spawnfile: file, spawnargs: args });
    return result;
  };
}

/** spawnSync and execFileSync: (file, args?, options?). */
function wrapSync(original: Call, start: StartProgram): Call {
  return (file, ...rest) => {
    const hasArguments = Array.isArray(rest[0]) || rest[0] === undefined || rest[0] === null;
    const at = hasArguments ? 1 : 0;
    const options = (rest[at] ?? {}) as SpawnOptions;
    if (typeof file !== 'string' || typeof options !== 'object') return original(file, ...rest);
    const request = requestOf(options);
    if (options.shell !== undefined && options.shell !== false && options.shell !== '') {
      const line = commandLine(file, request, start);
      return withNames(line, file, [], () => original(line, ...rest));
    }
    const program = start(file, request);
    if (program === null) return original(file, ...rest);
    const args = hasArguments && Array.isArray(rest[0]) ? (rest[0] as unknown[]) : [];
    const changed = { ...options, argv0: program.argv0 ?? options.argv0 ?? file };
    return withNames(program.file, file, args, () => original(program.file, [...program.before, ...args], changed));
  };
}

/** Errors, thrown or among the results, name what was asked for. */
function withNames(started: string, file: string, args: readonly unknown[], action: () => unknown): unknown {
  if (started === file) return action();
  const rename = (error: unknown): void => {
    if (!(error instanceof Error)) return;
    const { path, syscall } = error as NodeJS.ErrnoException;
    if (path === started) {
      Object.assign(error, { path: file, spawnargs: args, syscall: syscall?.replace(started, file) });
    }
    error.message = error.message.replaceAll(started, file);
    if (error.stack !== undefined) error.stack = error.stack.replaceAll(started, file);
  };
  try {
    const result = action();
    rename((result as { readonly error?: unknown } | null)?.error);
    return result;
  } catch (error) {
    rename(error);
    throw error;
  }
}

function commandLine(line: string, request: ProgramRequest, start: StartProgram): string {
  if (process.platform === 'win32') return line;
  return replaceCommands(line, (word) => {
    const program = start(word, { ...request, isInShell: true });
    return program === null ? null : [program.file, ...program.before];
  });
}

function isShell(file: string): boolean {
  return /(?:^|\/)(?:ash|bash|dash|ksh|sh|zsh)$/.test(file);
}

function requestOf(options: unknown): ProgramRequest {
  const given = (typeof options === 'object' && options !== null ? options : {}) as SpawnOptions;
  const { cwd, detached, uid, gid } = given;
  const folder = cwd instanceof URL && cwd.protocol === 'file:' ? fileURLToPath(cwd) : cwd;
  const isOther = (wanted: unknown, own: number | undefined): boolean =>
    wanted !== undefined && wanted !== null && wanted !== own;
  return {
    cwd: typeof folder === 'string' ? folder : '',
    isDetached: detached === true,
    isOtherUser: isOther(uid, process.geteuid?.()) || isOther(gid, process.getegid?.()),
    isInShell: false,
    searchPath: searchPathOf(given),
  };
}

function searchPathOf({ envPairs, env }: SpawnOptions): string {
  if (envPairs !== undefined) return envPairs.find((pair) => pair.startsWith('PATH='))?.slice('PATH='.length) ?? '';
  return `${(env ?? process.env)['PATH'] ?? ''}`;
}
