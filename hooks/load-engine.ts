// The bundle of engine.ts.

import { loadBundle } from './bundles/load-bundle.ts';
import type * as Parts from './engine.ts';
import { type Lazy, lazy } from './lazy.ts';

export type Engine = typeof Parts;

/** The engine of this thread: the runtime's, and that of who only opens archives. */
export const loadEngine: Lazy<Engine> = lazy(() => loadBundle('engine') as Engine);
