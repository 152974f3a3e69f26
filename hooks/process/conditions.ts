// The conditions under which this process reads "exports" and "imports".
import { HAS_REQUIRE_MODULE } from '../node-features.ts';
import { isGiven, userConditions } from './node-options.ts';

/**
 * Conditions of `require`, in Node's order. https://nodejs.org/api/packages.html#conditional-exports
 * @param options as nodeOptions() lists them
 */
export function commonJSConditions(options: readonly string[]): ReadonlySet<string> {
  return new Set([
    'require',
    'node',
    ...(isGiven('--no-addons', options) ? [] : ['node-addons']),
    ...userConditions(options),
    ...(HAS_REQUIRE_MODULE ? ['module-sync'] : []),
  ]);
}
