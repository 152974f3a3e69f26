// For functions of `fs` that somebody took before ours were put in (`const { readFile } = fs`, graceful-fs's copy of everything): they end in
// Node's `fs` binding, and there archives answer, too. Costs every call a second look, so it is done only where somebody was there first.
import type fs from 'node:fs';
import { nodeBinding } from '../../lib/node-binding.ts';
import { isUnseen, unseen } from '../../lib/original-fs.ts';
import type { Undo } from '../undo.ts';
import { replaceProperty, undoAll } from '../undo.ts';
import { moduleStat, rawEntries, rawHandle, rawStatfs, rawStats, rawTree } from './binding-values.ts';
import type { Descriptors } from './descriptors.ts';
import { fsError } from './node-errors.ts';
import type { Places } from './paths.ts';

type Native = (this: unknown, ...args: readonly unknown[]) => unknown;
type Binding = Record<string, Native> & {
  readonly kUsePromises: symbol;
  readonly ReadFileJob?: { prototype: ReadFileJob };
};

/** A function of the binding: whose arguments are ours, and what it gives then. */
interface Answer {
  readonly isOurs: (args: readonly unknown[]) => boolean;
  /** How many arguments stand in front of the one that says how the answer is to be delivered. */
  readonly arity: number;
  readonly answer: (args: readonly unknown[]) => unknown;
}

/** What hands on an answer later: `FSReqCallback`. */
interface Request {
  oncomplete(error: unknown, ...result: readonly unknown[]): void;
}

/** Node 26 reads small files in one step. */
interface ReadFileJob {
  /** Set before `run`. A descriptor of -1 says that `content` is all. */
  ondone(error: unknown, content?: Buffer, fd?: number): void;
  run(this: ReadFileJob, path: string | Buffer): unknown;
}

/**
 * @param overlaid the functions of the overlay
 * @returns the undo
 */
export function patchCapturedFunctions(places: Places, descriptors: Descriptors, overlaid: typeof fs): Undo {
  const binding = nodeBinding<Binding>('fs');
  if (binding === undefined) return () => {};
  const undos: Undo[] = [];
  for (const [name, answer] of Object.entries(answers(places, descriptors, overlaid))) {
    const original = binding[name];
    if (typeof original !== 'function') continue;
    undos.push(replaceProperty(binding, name, answered(binding, original, answer, places)));
  }
  const job = binding.ReadFileJob?.prototype;
  if (job !== undefined) undos.push(patchReadFileJob(job, places, overlaid));
  return undoAll(undos);
}

function patchReadFileJob(prototype: ReadFileJob, { inside }: Places, on: typeof fs): Undo {
  const { run } = prototype;
  return replaceProperty(prototype, 'run', function (this: ReadFileJob, path): unknown {
    if (isUnseen() || inside(path) === null) return run.call(this, path);
    later(
      () => unseen(() => on.readFileSync(path))(),
      (content) => this.ondone(null, content as Buffer, -1),
      (error) =>
        this.ondone((error as { code?: unknown }).code === 'EISDIR' ? fsError('EISDIR', 'read', `${path}`) : error),
    );
    return undefined;
  });
}

function answered(binding: Binding, original: Native, { isOurs, arity, answer }: Answer, { screen }: Places): Native {
  const ask = unseen(answer);
  return function (this: unknown, ...args: readonly unknown[]): unknown {
    const [first] = args;
    const isOut = typeof first === 'string' ? !first.includes(screen.needle) : false;
    if (isOut || isUnseen() || !isOurs(args)) return original.apply(this, args as unknown[]);
    const request = args[arity];
    if (request === binding.kUsePromises) {
      return new Promise((resolve, reject) => {
        later(() => ask(args), resolve, reject);
      });
    }
    if (typeof request !== 'object' || request === null || !('oncomplete' in request)) return ask(args);
    const callback = request as Request;
    later(
      () => ask(args),
      (value) => (value === undefined ? callback.oncomplete(null) : callback.oncomplete(null, value)),
      (error) => callback.oncomplete(error),
    );
    return undefined;
  };
}

/** In a later turn. What `done` throws is the program's, and none of `failed`'s. */
function later(ask: () => unknown, done: (value: unknown) => void, failed: (error: unknown) => void): void {
  setImmediate(() => {
    let value: unknown;
    try {
      value = ask();
    } catch (error) {
      return failed(error);
    }
    return done(value);
  });
}

/** By name of the binding's function; the parameters are those of Node 20 to 26, see lib/fs.js and lib/internal/fs/promises.js there. */
function answers({ find, inside }: Places, descriptors: Descriptors, on: typeof fs): Readonly<Record<string, Answer>> {
  const found = (args: readonly unknown[]): boolean => find(args[0]) !== null;
  const isInside = (args: readonly unknown[]): boolean => inside(args[0]) !== null;
  const isOpen = (args: readonly unknown[]): boolean => descriptors.get(args[0]) !== undefined;
  const path = (args: readonly unknown[]): string => args[0] as string;
  const fd = (args: readonly unknown[]): number => args[0] as number;
  const encoding = (args: readonly unknown[]): { encoding: 'utf8' } => ({ encoding: args[1] as 'utf8' });
  const bigint = (args: readonly unknown[]) =>
    ({ bigint: true, throwIfNoEntry: args[3] !== false }) as unknown as { bigint: true };
  const { native } = on.realpathSync;
  return {
    access: { isOurs: found, arity: 2, answer: (args) => on.accessSync(path(args), args[1] as number) },
    existsSync: { isOurs: found, arity: 1, answer: (args) => on.existsSync(path(args)) },
    stat: { isOurs: found, arity: 2, answer: (args) => rawStats(on.statSync(path(args), bigint(args)), args[1]) },
    lstat: { isOurs: found, arity: 2, answer: (args) => rawStats(on.lstatSync(path(args), bigint(args)), args[1]) },
    fstat: { isOurs: isOpen, arity: 2, answer: (args) => rawStats(on.fstatSync(fd(args), { bigint: true }), args[1]) },
    statfs: {
      isOurs: found,
      arity: 2,
      answer: (args) => rawStatfs(on.statfsSync(path(args), { bigint: true }), args[1]),
    },
    readdir: { isOurs: found, arity: 3, answer: (args) => rawEntries(on, args) },
    // Node's CommonJS loader asks this, too: 0 for a file, 1 for a directory.
    internalModuleStat: { isOurs: found, arity: 1, answer: (args) => moduleStat(on, path(args)) },
    // Node 26 only: there recursive listings do not go by readdir.
    readdirRecursive: { isOurs: found, arity: 3, answer: (args) => rawTree(on, args) },
    readlink: { isOurs: isInside, arity: 2, answer: (args) => on.readlinkSync(path(args), encoding(args)) },
    realpath: { isOurs: found, arity: 2, answer: (args) => native(path(args), encoding(args)) },
    open: { isOurs: isInside, arity: 3, answer: (args) => on.openSync(path(args), args[1] as number) },
    openFileHandle: {
      isOurs: isInside,
      arity: 3,
      answer: (args) => rawHandle(on.openSync(path(args), args[1] as number), on.closeSync),
    },
    close: { isOurs: isOpen, arity: 1, answer: (args) => on.closeSync(fd(args)) },
    read: {
      isOurs: isOpen,
      arity: 5,
      answer: ([number, buffer, offset, length, position]) =>
        on.readSync(number as number, buffer as Buffer, offset as number, length as number, position as number),
    },
    readBuffers: {
      isOurs: isOpen,
      arity: 3,
      answer: (args) => on.readvSync(fd(args), args[1] as Buffer[], args[2] as number),
    },
    readFileUtf8: {
      isOurs: (args) => isOpen(args) || isInside(args),
      arity: 2,
      answer: (args) => on.readFileSync(path(args), { encoding: 'utf8', flag: args[1] as string }),
    },
    copyFile: {
      isOurs: ([from, to]) => inside(from) !== null || inside(to) !== null,
      arity: 3,
      answer: ([from, to, mode]) => on.copyFileSync(from as string, to as string, mode as number),
    },
    // What changes files is refused, and by the name of the file system that it is.
    mkdir: {
      isOurs: isInside,
      arity: 3,
      answer: (args) => on.mkdirSync(path(args), { recursive: args[2] as true }),
    },
    rmdir: { isOurs: isInside, arity: 1, answer: (args) => on.rmdirSync(path(args)) },
    unlink: { isOurs: isInside, arity: 1, answer: (args) => on.unlinkSync(path(args)) },
    chmod: { isOurs: isInside, arity: 2, answer: (args) => on.chmodSync(path(args), args[1] as number) },
    writeFileUtf8: {
      isOurs: isInside,
      arity: 4,
      answer: (args) => on.writeFileSync(path(args), args[1] as string, { flag: args[2] as string }),
    },
  };
}
