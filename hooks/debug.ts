// What NODE_DEBUG=zipimport prints: archives that are opened and requests that lead into them. Without it nothing is made or called.
import { debuglog } from 'node:util';
import { lazy } from './lazy.ts';
import type { CommonJSContext } from './modules/commonjs.ts';
import type { ImportContext } from './modules/import-hooks.ts';

/** Prints a line, formatted as util.format does. */
export type DebugLog = (format: string, ...values: unknown[]) => void;

/** @returns null when NODE_DEBUG does not name zipimport. @see https://nodejs.org/api/util.html#utildebuglogsection-callback */
export function debugLog(): DebugLog | null {
  if (process.env.NODE_DEBUG === undefined) return null;
  const log = debuglog('zipimport');
  return log.enabled ? log : null;
}

/** The same resolution, told of where it leads. */
export function tracedImports<Context extends ImportContext>(imports: Context, log: DebugLog | null): Context {
  if (log === null) return imports;
  return {
    ...imports,
    resolve(specifier, parentURL, conditions) {
      const found = imports.resolve(specifier, parentURL, conditions);
      if (found !== null) log('import %s from %s: %s', specifier, parentURL ?? 'the command line', found.url);
      return found;
    },
  };
}

type Requires = Pick<CommonJSContext, 'resolve' | 'directoryAt' | 'resolutions'>;

/** The same resolution, told of where it leads; the shortcuts past it are closed. */
export function tracedRequires<Context extends Requires>(requires: Context, log: DebugLog | null): Context {
  if (log === null) return requires;
  return {
    ...requires,
    directoryAt: () => null,
    resolutions: lazy(() => ({ ...requires.resolutions(), tableOf: () => null })),
    resolve(request, parent, isMain, options) {
      const found = requires.resolve(request, parent, isMain, options);
      if (found !== null) log('require %s from %s: %s', request, parent?.filename ?? 'the command line', found);
      return found;
    },
  };
}
