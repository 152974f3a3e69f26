// One synchronous answer -> the sync, callback and promise forms of a function. What is not ours goes to Node's original with the same
// `this` and the same arguments; what is ours never calls back before the caller has returned.
import { setImmediate as later } from 'node:timers';
import { BadArguments } from './arguments.ts';
import { isArgumentError } from './node-errors.ts';

/** Any function of fs: what it takes is checked by whoever answers. */
export type FsFunction = (this: unknown, ...args: readonly unknown[]) => unknown;

/**
 * Says whether a call is ours: a function that answers it, or null when Node's original is to be called.
 * Deciding and answering are apart because the callback form must know before it looks for its callback.
 */
export type Claim = (args: readonly unknown[]) => (() => unknown) | null;

/** Several values for one callback: `fs.read` gives (error, bytesRead, buffer). */
export class CallbackValues {
  readonly values: readonly unknown[];
  /** @param values everything behind the error */
  constructor(values: readonly unknown[]) {
    this.values = values;
  }
}

/** A claim for functions whose first argument alone decides. */
export interface FirstArgument<Subject> {
  find(argument: unknown): Subject | null | undefined;
  answer(subject: Subject, rest: readonly unknown[]): unknown;
}

/**
 * Sync form. Bad arguments become Node's own error.
 * @param top the function that the program called: stacks begin with its caller
 */
export function syncFormOf(original: FsFunction, claim: Claim, top?: FsFunction): FsFunction {
  return function form(this: unknown, ...args: readonly unknown[]): unknown {
    const answer = claim(args);
    if (answer === null) return original.call(this, ...args);
    try {
      return answer();
    } catch (error) {
      if (error instanceof BadArguments) return original.call(this, ...args);
      throw fromHere(error, top ?? form);
    }
  };
}

/** Callback form: argument errors at the call, everything else in a later turn of the event loop. */
export function callbackFormOf(original: FsFunction, claim: Claim): FsFunction {
  return function (this: unknown, ...args: readonly unknown[]): unknown {
    const callback = args.at(-1);
    if (typeof callback !== 'function') return original.call(this, ...args);
    const answer = claim(args.slice(0, -1));
    if (answer === null) return original.call(this, ...args);
    let result: readonly unknown[];
    try {
      const value = answer();
      result = value instanceof CallbackValues ? [null, ...value.values] : value === undefined ? [null] : [null, value];
    } catch (error) {
      if (error instanceof BadArguments) return original.call(this, ...args);
      if (isArgumentError(error)) throw error;
      result = [withoutFrames(error)];
    }
    later(() => {
      // Aborted in the meantime: Node's own function sees that first and makes the AbortError.
      if (isAborted(args)) original.call(undefined, ...args);
      else (callback as FsFunction)(...result);
    });
    return undefined;
  };
}

/**
 * Promise form: settles in a later turn of the event loop, so that a loop of awaits does not starve timers.
 * @param top as of {@link syncFormOf}
 */
export function promiseFormOf(original: FsFunction, claim: Claim, top?: FsFunction): FsFunction {
  return function form(this: unknown, ...args: readonly unknown[]): unknown {
    const answer = claim(args);
    if (answer === null) return original.call(this, ...args);
    const answerHere = (): unknown => {
      try {
        return answer();
      } catch (error) {
        throw fromHere(error, top ?? form);
      }
    };
    return settle(answerHere, () => original.call(undefined, ...args), args);
  };
}

async function settle(answer: () => unknown, original: () => unknown, args: readonly unknown[]): Promise<unknown> {
  let value: unknown;
  try {
    value = await answer();
  } catch (error) {
    if (error instanceof BadArguments) return original();
    await turn();
    throw error;
  }
  await turn();
  return isAborted(args) ? original() : value;
}

/** The claim that a first argument makes. */
export function claimOf<Subject>(operation: FirstArgument<Subject>): Claim {
  const { find, answer } = operation;
  return (args) => {
    const subject = find(args[0]);
    return subject === null || subject === undefined ? null : () => answer(subject, args.slice(1));
  };
}

/** The next turn of the event loop. Keeps the process alive until then, as an operation on the disk would. */
export function turn(): Promise<void> {
  return new Promise((resolve) => later(resolve));
}

/** Stacks hold ten frames: the caller's, not the overlay's. */
function fromHere(error: unknown, top: FsFunction): unknown {
  if (error instanceof Error && 'syscall' in error) Error.captureStackTrace(error, top);
  return error;
}

function isAborted(args: readonly unknown[]): boolean {
  for (const argument of args) {
    if (typeof argument !== 'object' || argument === null || !('signal' in argument)) continue;
    if (argument.signal instanceof AbortSignal && argument.signal.aborted) return true;
  }
  return false;
}

/** Errors that reach callbacks from libuv have no stack frames, and print in brackets for that reason. */
function withoutFrames(error: unknown): unknown {
  if (error instanceof Error && 'syscall' in error) error.stack = `${error.name}: ${error.message}`;
  return error;
}
