// The bundle of engine.ts, and values that are made when they are first asked for.
import type * as Parts from './engine.ts';
import { loadBundle } from './load-bundle.ts';

export type Engine = typeof Parts;

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

/** The engine of this thread: the runtime's, and that of who only opens archives. */
export const loadEngine: Lazy<Engine> = lazy(() => loadBundle('engine') as Engine);
