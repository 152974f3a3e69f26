// What stands in the slots of `fs`: lets every call through to Node that certainly is not ours, and hands the others to a form that is made
// when the first one comes. Most programs make thousands of calls for the disk before one for an archive, and many never make one.
import type { Screen } from '../../lib/path/path-finder.ts';
import type { FsFunction } from './forms.ts';

/** Numbers from here on are of open members: see descriptors.ts. Real descriptors are small, and Node accepts 31 bits. */
export const FIRST_DESCRIPTOR = 0x40000000;

/** Tells the calls apart. */
export interface Lookout {
  /** What rules most paths out without a call. */
  readonly screen: Screen;
  /** false: certainly not ours. Asked about what the screen lets through. */
  mayBeOurs(argument: unknown): boolean;
}

/** @param form the form that answers, made at its first call for the gate that is in front of it */
export type Gate = (original: FsFunction, lookout: Lookout, form: (gate: FsFunction) => FsFunction) => FsFunction;

/**
 * A gate for sync functions. Every call of every program comes through here: a fixed number of parameters instead of rest and spread saves a
 * quarter of what it costs. Node's functions count their arguments only to tell three from more (readSync), and none takes more than five.
 */
export const syncGate: Gate = (original, { screen, mayBeOurs }, form) =>
  function gate(this: unknown, first: unknown, a: unknown, b: unknown, c: unknown, d: unknown): unknown {
    // biome-ignore-start lint/complexity/noArguments: only the count, and the rare call as it is; rest parameters would allocate for every call.
    const isOut = typeof first === 'string' ? !first.includes(screen.needle) : isReal(first);
    if (isOut || !mayBeOurs(first)) {
      return arguments.length > 3 ? original.call(this, first, a, b, c, d) : original.call(this, first, a, b);
    }
    return form(gate).apply(this, arguments as unknown as unknown[]);
    // biome-ignore-end lint/complexity/noArguments: see above
  };

/** A gate for callback and promise functions. */
export const laterGate: Gate = (original, { screen, mayBeOurs }, form) =>
  function gate(this: unknown, ...args: readonly unknown[]): unknown {
    const [first] = args;
    const isOut = typeof first === 'string' ? !first.includes(screen.needle) : isReal(first);
    return (isOut || !mayBeOurs(first) ? original : form(gate)).call(this, ...args);
  };

/** A gate for functions of two paths. */
export const twoPathsGate: Gate = (original, { mayBeOurs }, form) =>
  function gate(this: unknown, ...args: readonly unknown[]): unknown {
    return (mayBeOurs(args[0]) || mayBeOurs(args[1]) ? form(gate) : original).call(this, ...args);
  };

/** A gate that is open. */
export const openGate: Gate = (_original, _lookout, form) =>
  function gate(this: unknown, ...args: readonly unknown[]): unknown {
    return form(gate).call(this, ...args);
  };

/** Whether an argument is a descriptor that the operating system gave. */
function isReal(argument: unknown): boolean {
  return typeof argument === 'number' && argument < FIRST_DESCRIPTOR;
}

// The functions that programs call most have their gates written out: V8 collects its type feedback per function literal, and one literal that
// serves a hundred functions calls each original as an unknown (40 ns more per call). What they do not look at is left out of them.
// V8 puts Node's function into the gate and the gate into its caller, so that the search of the path is all that is left, 20 to 60 ns of the
// 1 000 to 1 600 that statSync takes. To look for one letter of the suffix first, or to ask the disk first and look at what fails, did not
// measure better.

const statSync: Gate = (original, { screen, mayBeOurs }, form) =>
  function gate(this: unknown, path: unknown, options: unknown): unknown {
    if (typeof path === 'string' && !path.includes(screen.needle)) return original.call(this, path, options);
    return (mayBeOurs(path) ? form(gate) : original).call(this, path, options);
  };

const lstatSync: Gate = (original, { screen, mayBeOurs }, form) =>
  function gate(this: unknown, path: unknown, options: unknown): unknown {
    if (typeof path === 'string' && !path.includes(screen.needle)) return original.call(this, path, options);
    return (mayBeOurs(path) ? form(gate) : original).call(this, path, options);
  };

const existsSync: Gate = (original, { screen, mayBeOurs }, form) =>
  function gate(this: unknown, path: unknown): unknown {
    if (typeof path === 'string' && !path.includes(screen.needle)) return original.call(this, path);
    return (mayBeOurs(path) ? form(gate) : original).call(this, path);
  };

const readFileSync: Gate = (original, { screen, mayBeOurs }, form) =>
  function gate(this: unknown, path: unknown, options: unknown): unknown {
    if (typeof path === 'string' && !path.includes(screen.needle)) return original.call(this, path, options);
    return (mayBeOurs(path) ? form(gate) : original).call(this, path, options);
  };

/** Name of the function -> its gate; all others use the general ones. */
export const HOT_GATES: Readonly<Record<string, Gate>> = { existsSync, lstatSync, readFileSync, statSync };
