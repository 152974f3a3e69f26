// Loads the bundle of parts.ts, once.

import { lazy } from '../lazy.ts';
import { loadBundle } from '../load-bundle.ts';
import type * as Parts from './parts.ts';

export const processParts: () => typeof Parts = lazy(() => loadBundle('processes') as typeof Parts);
