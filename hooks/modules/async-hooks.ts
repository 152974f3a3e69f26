// Our hooks for the hooks thread, as a module of it exports them: see thread-hooks.ts.
import { replaceProperty, type Undo } from '../undo.ts';
import { isUnchanged, type Resolved, withEarlierResolved } from './earlier-hooks.ts';
import type { ImportContext } from './import-hooks.ts';

/** What `initialize` of ours is told. */
export interface Placing {
  /** Whether theirs were there first, so that Node asks ours before them. */
  readonly isLast: boolean;
}

interface ResolveDetails {
  readonly parentURL?: string | undefined;
  readonly conditions: readonly string[];
}
interface LoadDetails {
  readonly format?: string | null | undefined;
  readonly importAttributes?: Readonly<Record<string, string>> | undefined;
}
interface Loaded {
  readonly format: unknown;
  readonly source?: string | Buffer | null | undefined;
}
type Next<Details, Result> = (first: string, details: Details) => Promise<Result>;

/** The hooks themselves, as a module of the hooks thread exports them. */
export interface AsyncHooks {
  initialize(placing: Placing): void;
  resolve(specifier: string, details: ResolveDetails, next: Next<ResolveDetails, Resolved>): Promise<Resolved>;
  load(url: string, details: LoadDetails, next: Next<LoadDetails, Loaded>): Promise<Loaded>;
}

/** Where dist/thread.js, which Node loads into the hooks thread, finds them. */
const SLOT = Symbol.for('zipimport.thread-hooks');

/** Puts the hooks where the module that exports them finds them. @returns the undo */
export function offerAsyncHooks(context: ImportContext): Undo {
  return replaceProperty(globalThis as { [SLOT]?: AsyncHooks }, SLOT, makeAsyncHooks(context));
}

/** @param context of the hooks thread */
export function makeAsyncHooks(context: ImportContext): AsyncHooks {
  let isLast = false;
  return {
    initialize(placing) {
      ({ isLast } = placing);
    },
    async resolve(specifier, details, next) {
      let found: ReturnType<ImportContext['resolve']>;
      try {
        found = context.resolve(specifier, details.parentURL, details.conditions);
      } catch (error) {
        if (!isLast) throw error;
        // What is missing for us may be somebody else's to make up.
        return next(specifier, details).catch(() => {
          throw error;
        });
      }
      if (found === null) return next(specifier, details);
      const alone = { ...found, shortCircuit: true } as Resolved;
      if (!isLast || found.format === 'builtin') return alone;
      try {
        return withEarlierResolved(found, await next(found.url, details));
      } catch (error) {
        // Node 20 looks for files in a way that nobody can get at.
        if ((error as { code?: unknown }).code === 'ERR_MODULE_NOT_FOUND') return alone;
        throw error;
      }
    },
    async load(url, details, next) {
      const ours = context.load(url, 'import', details.format, details.importAttributes ?? {});
      if (ours === null) return next(url, details);
      const { format, source } = ours;
      // CommonJS is read by whoever runs it, as on the disk.
      const shown = { format, source: format === 'commonjs' ? null : source, responseURL: url, shortCircuit: true };
      if (!isLast) return shown;
      const theirs = await next(url, { ...details, format: details.format ?? (format as string) });
      return isUnchanged(theirs as { source?: string | Buffer | null }, url)
        ? shown
        : { ...theirs, ...{ shortCircuit: true } };
    },
  };
}
