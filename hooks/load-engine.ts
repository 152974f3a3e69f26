// Loads the bundle of engine.ts beside this one.
import * as errors from '../lib/errors.ts';
import * as originalFs from '../lib/original-fs.ts';
import type * as Parts from './engine.ts';

export type Engine = typeof Parts;

/** What both bundles must have the same of: the class of errors, and Node's file functions as they were before the overlay. */
const SHARED = Symbol.for('zipimport.shared');

/** Loads it; call once per runtime. */
export function loadEngine(): Engine {
  const holder = globalThis as { [SHARED]?: object };
  holder[SHARED] = { errors, 'original-fs': originalFs };
  try {
    return require('./engine.cjs') as Engine;
  } finally {
    delete holder[SHARED];
    // A program's require.cache shows the program's modules only.
    delete require.cache[require.resolve('./engine.cjs')];
  }
}

/** A value made when it is first asked for. */
export interface Lazy<Value> {
  (): Value;
  /** The value if it is made. */
  peek(): Value | undefined;
}

export function lazy<Value>(make: () => Value): Lazy<Value> {
  let made: { readonly value: Value } | undefined;
  const get = (): Value => {
    made ??= { value: make() };
    return made.value;
  };
  return Object.assign(get, { peek: () => made?.value });
}
