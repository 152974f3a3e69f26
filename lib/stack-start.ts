// Where the stacks of errors begin that are worded as Node's. Ten frames are shown, and it takes zipimport as many to find out that something
// is missing: without this, none would be left for the program's own.

/** What the first line of the stack calls the error. */
const names = new WeakMap<Error, string>();

/**
 * Marks an error as one whose stack {@link atCaller} moves.
 * @param name what the first line of its stack calls it: the error's class, with its code where Node shows that
 */
export function movable<E extends Error>(error: E, name: string): E {
  names.set(error, name);
  return error;
}

/**
 * Has the stack of a {@link movable} error begin where `asked` was called, as it begins in Node's own loader otherwise. Others, which plug-ins
 * may have thrown, stay as they are.
 * @param asked a function that is being called, the outermost of ours
 * @param expected the error must say the same as this one; null: none does
 * @returns `error`, to be thrown
 */
export function atCaller(error: unknown, asked: (...args: never[]) => unknown, expected?: Error | null): unknown {
  if (!(error instanceof Error)) return error;
  const name = names.get(error);
  const isMeant = expected === undefined || expected?.message === error.message;
  if (name !== undefined && isMeant) captureAs(error, name, asked);
  return error;
}

/** The first line is fixed when the stack is first read, so the name has to be there at that moment. */
export function captureAs(error: Error, name: string, asked?: (...args: never[]) => unknown): void {
  Object.defineProperty(error, 'name', { value: name, configurable: true, writable: true });
  if (asked !== undefined) Error.captureStackTrace(error, asked);
  void error.stack;
  Reflect.deleteProperty(error, 'name');
}
