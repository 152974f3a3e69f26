// Loads the bundle of parts.ts, once.

import { loadBundle } from '../bundles/load-bundle.ts';
import { lazy } from '../lazy.ts';
import type * as Parts from './parts.ts';

export const processParts: () => typeof Parts = lazy(() => loadBundle('processes') as typeof Parts);
