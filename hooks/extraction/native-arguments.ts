// Paths that a program hands to machine code: native code opens files by itself, so for the time of a call it is given the real paths of
// what the policy unpacks. JavaScript goes on seeing paths in the archive.
import type { Translate } from './real-paths.ts';

/** sharp puts paths five levels deep; a limit for what is large or refers to itself. */
const DEEPEST = 6;
/** Data that is handed over in large lists is no paths; looking at all of it would cost more than the call. */
const MOST_VALUES = 2000;

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
  const walk: Walk = { translate, undos: [], left: MOST_VALUES };
  const real = args.map((value) => (typeof value === 'string' ? (translate(value) ?? value) : value));
  for (const value of real) if (typeof value === 'object') replaceWithin(value, walk, DEEPEST);
  if (walk.undos.length === 0) return action(real);
  try {
    return action(real);
  } finally {
    for (const undo of walk.undos) undo();
  }
}

interface Walk {
  readonly translate: Translate;
  readonly undos: (() => void)[];
  /** How many values may still be looked at. */
  left: number;
}

function replaceWithin(value: unknown, walk: Walk, depth: number): void {
  if (depth === 0 || !isPlain(value)) return;
  if (Array.isArray(value)) {
    // To list the keys of a long list first would take longer than to look at the first of them.
    for (let at = 0; at < value.length && walk.left > 0; at += 1) replaceAt(value, String(at), walk, depth);
  } else {
    for (const key in value) {
      if (walk.left === 0) return;
      replaceAt(value, key, walk, depth);
    }
  }
}

function replaceAt(holder: Record<string, unknown>, key: string, walk: Walk, depth: number): void {
  walk.left -= 1;
  const descriptor = Object.getOwnPropertyDescriptor(holder, key);
  // Getters are the program's.
  if (descriptor === undefined || !('value' in descriptor)) return;
  const old: unknown = descriptor.value;
  if (typeof old === 'object') replaceWithin(old, walk, depth - 1);
  const real = typeof old === 'string' && descriptor.writable === true ? walk.translate(old) : null;
  if (real === null) return;
  holder[key] = real;
  // Machine code may have changed it.
  walk.undos.push(() => {
    if (holder[key] === real) holder[key] = old;
  });
}

function isPlain(value: unknown): value is Record<string, unknown> {
  if (typeof value !== 'object' || value === null) return false;
  if (Array.isArray(value)) return true;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}
