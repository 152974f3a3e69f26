// The bundle of parts.ts, once per thread.
import { loadBundle } from '../load-bundle.ts';
import { type Lazy, lazy } from '../load-engine.ts';
import type * as Parts from './parts.ts';

export const moduleParts: Lazy<typeof Parts> = lazy(() => loadBundle('modules') as typeof Parts);
