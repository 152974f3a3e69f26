// Paths that a program hands to machine code: native code opens files by itself, so for the time of a call it is given the real paths of
// what the policy unpacks. JavaScript goes on seeing paths in the archive.

/** The real path for a path in an archive, or null when it is to stay as it is. Called for every string; must be quick. */
export type Translate = (text: string) => string | null;

/** sharp puts paths five levels deep; a limit for what is large or refers to itself. */
const DEEPEST = 6;

type Callable = (this: unknown, ...args: unknown[]) => unknown;

/**
 * The exports of an addon, with functions and classes that translate the strings among their arguments, also those in plain objects and
 * lists. What they are handed is as it was when they return.
 */
export function translateExports(exports: unknown, translate: Translate): unknown {
  if (typeof exports === 'function') return translateFunction(exports as Callable, translate);
  if (typeof exports !== 'object' || exports === null) return exports;
  const descriptors = Object.getOwnPropertyDescriptors(exports) as Record<PropertyKey, PropertyDescriptor>;
  const functions = Reflect.ownKeys(descriptors).filter((key) => typeof descriptors[key]?.value === 'function');
  // Properties that an addon made read-only cannot be replaced; then the program gets another object with the same ones.
  const isFixed = functions.some((key) => descriptors[key]?.configurable === false);
  const target: object = isFixed ? Object.create(Object.getPrototypeOf(exports) as object | null) : exports;
  for (const key of isFixed ? Reflect.ownKeys(descriptors) : functions) {
    const descriptor = descriptors[key]!;
    const { value } = descriptor;
    const replaced = typeof value === 'function' ? translateFunction(value as Callable, translate) : value;
    Object.defineProperty(target, key, 'value' in descriptor ? { ...descriptor, value: replaced } : descriptor);
  }
  return target;
}

/** A function or class that translates its arguments; in everything else the same. */
export function translateFunction<Original extends object>(original: Original, translate: Translate): Original {
  const proxy: Original = new Proxy(original, {
    apply: (target, self: unknown, args: unknown[]) =>
      withRealPaths(args, translate, (real) => Reflect.apply(target as unknown as Callable, self, real)),
    construct: (target, args: unknown[], newTarget) =>
      withRealPaths(
        args,
        translate,
        (real) =>
          Reflect.construct(
            target as unknown as Callable,
            real,
            newTarget === proxy ? (target as never) : newTarget,
          ) as object,
      ),
  });
  return proxy;
}

/** Calls `action` with the arguments translated, and puts back what was replaced inside of objects. */
export function withRealPaths<Result>(
  args: readonly unknown[],
  translate: Translate,
  action: (args: unknown[]) => Result,
): Result {
  const undos: (() => void)[] = [];
  const real = args.map((value) => (typeof value === 'string' ? (translate(value) ?? value) : value));
  for (const value of real) replaceWithin(value, translate, undos, DEEPEST);
  try {
    return action(real);
  } finally {
    for (const undo of undos) undo();
  }
}

function replaceWithin(value: unknown, translate: Translate, undos: (() => void)[], depth: number): void {
  if (depth === 0 || !isPlain(value)) return;
  for (const [key, descriptor] of Object.entries(Object.getOwnPropertyDescriptors(value))) {
    if (!('value' in descriptor)) continue;
    const old: unknown = descriptor.value;
    const real = typeof old === 'string' && descriptor.writable === true ? translate(old) : null;
    if (real === null) {
      replaceWithin(old, translate, undos, depth - 1);
    } else {
      value[key] = real;
      // Machine code may have changed it.
      undos.push(() => {
        if (value[key] === real) value[key] = old;
      });
    }
  }
}

function isPlain(value: unknown): value is Record<string, unknown> {
  if (typeof value !== 'object' || value === null) return false;
  if (Array.isArray(value)) return true;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}
