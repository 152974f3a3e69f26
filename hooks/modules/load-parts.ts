// The bundle of parts.ts, once per thread.

import { loadBundle } from '../bundles/load-bundle.ts';
import { type Lazy, lazy } from '../lazy.ts';
import type * as Parts from './parts.ts';

export const moduleParts: Lazy<typeof Parts> = lazy(() => loadBundle('modules') as typeof Parts);
