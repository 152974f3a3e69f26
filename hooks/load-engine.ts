// Loads the bundle of engine.ts beside this one.
import { join } from 'node:path';
import { compileFunction } from 'node:vm';
import * as errors from '../lib/errors.ts';
import * as originalFs from '../lib/original-fs.ts';
import type * as Parts from './engine.ts';

export type Engine = typeof Parts;

/** What both bundles must have the same of: the class of errors, and Node's file functions as they were before the overlay. */
const SHARED = Symbol.for('zipimport.shared');

/**
 * Loads it; call once per runtime. Compiled here and not by `require`: hooks and mocks of others would see a module that is none of the
 * program's, and might change it.
 */
export function loadEngine(): Engine {
  const file = join(__dirname, 'engine.cjs');
  const run = compileFunction(originalFs.readFileSync(file, 'utf8'), ['module', 'exports'], { filename: file });
  const module = { exports: {} };
  const holder = globalThis as { [SHARED]?: object };
  holder[SHARED] = { errors, 'original-fs': originalFs };
  try {
    run(module, module.exports);
  } finally {
    delete holder[SHARED];
  }
  return module.exports as Engine;
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
