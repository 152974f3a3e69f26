// Imports on Node 20, which has no module.registerHooks: takes over the methods of its one ES module loader, in this thread.
// module.register was the alternative: its thread costs 85 ms at start-up and is never asked for what `require` of an ES module imports.
import { atCaller } from '../../lib/stack-start.ts';
import type { Undo } from '../undo.ts';
import { replaceProperty, undoAll } from '../undo.ts';
import { isUnchanged, type Resolved, withEarlierResolved } from './earlier-hooks.ts';
import type { ImportContext, ImportResolution } from './import-hooks.ts';
import type { InternalRequire } from './node-internals.ts';

type Attributes = Readonly<Record<string, string>>;

interface LoadDetails {
  readonly format?: string | undefined;
  readonly importAttributes?: Attributes | undefined;
}
interface Loaded {
  readonly format: string;
  readonly source: string | Buffer;
  readonly responseURL: string;
}

/** lib/internal/modules/esm/loader.js of Node 20: what is public on a ModuleLoader. */
interface ModuleLoader {
  resolve(specifier: string, parentURL?: string, attributes?: Attributes): unknown;
  resolveSync(specifier: string, parentURL?: string, attributes?: Attributes): unknown;
  defaultResolve(specifier: string, parentURL?: string, attributes?: Attributes): unknown;
  load(url: string, details?: LoadDetails): unknown;
}
interface LoadModule {
  defaultLoadSync(url: string, details: LoadDetails): unknown;
}

const NO_ATTRIBUTES: Attributes = {};

/**
 * @param beforeBuiltin told of every specifier before Node has resolved it
 * @param hasThreadHooks whether somebody has hooks on the hooks thread
 * @returns the undo
 */
export function takeOverLoader(
  require: InternalRequire,
  context: ImportContext,
  beforeBuiltin: (specifier: string) => void,
  hasThreadHooks: () => boolean,
): Undo {
  const { getOrInitializeCascadedLoader } = require('internal/modules/esm/loader') as {
    getOrInitializeCascadedLoader(): ModuleLoader;
  };
  const { getDefaultConditions } = require('internal/modules/esm/utils') as { getDefaultConditions(): string[] };
  // These two need each other; only this order, Node's own, gives both of them all that they need.
  require('internal/modules/esm/resolve');
  const loader = getOrInitializeCascadedLoader();
  const load = require('internal/modules/esm/load') as unknown as LoadModule;
  const conditions = getDefaultConditions();

  type Resolve = ModuleLoader['resolve'];
  /** What we find. `asked` is who asks, for the stack of an error. */
  function find(asked: Resolve, ...[specifier, parentURL]: Parameters<Resolve>): ImportResolution | null {
    try {
      beforeBuiltin(`${specifier}`);
      return context.resolve(`${specifier}`, parentURL, conditions);
    } catch (error) {
      throw atCaller(error, asked);
    }
  }
  const orElse = (original: Resolve): Resolve =>
    function resolve(this: ModuleLoader, specifier, parentURL, attributes) {
      return find(resolve, specifier, parentURL) ?? original.call(this, specifier, parentURL, attributes);
    };
  /** The same where hooks on the hooks thread are asked on: what they say comes later, or from `resolveSync` at once. */
  const andThread = (original: Resolve): Resolve =>
    function resolve(this: ModuleLoader, specifier, parentURL, attributes) {
      const ask = (asked: string): unknown => original.call(this, asked, parentURL, attributes);
      if (!hasThreadHooks()) return find(resolve, specifier, parentURL) ?? ask(specifier);
      let found: ImportResolution | null;
      try {
        found = context.resolve(`${specifier}`, parentURL, conditions);
      } catch (error) {
        return otherwise(() => ask(specifier), atCaller(error, resolve));
      }
      if (found === null || found.format === 'builtin') return found ?? ask(specifier);
      const url = found;
      // By the specifier, which tells them the package: ours are on that thread, too, and find it for them, unless it was mounted after the
      // thread had started.
      const theirs = orElseAsk(
        () => ask(specifier),
        () => ask(url.url),
      ) as Resolved | Promise<Resolved>;
      return theirs instanceof Promise
        ? theirs.then((resolved) => withEarlierResolved(url, resolved))
        : withEarlierResolved(url, theirs);
    };

  function read(url: string, details: LoadDetails | undefined): Loaded | null {
    const loaded = context.load(url, 'import', details?.format, details?.importAttributes ?? NO_ATTRIBUTES);
    if (loaded === null) return null;
    const { format = 'commonjs', source } = loaded;
    // The translator of this name lexes the source that it is given and then runs the module through Module._load; the one named
    // 'commonjs' would make up a `require` without cache, extensions and resolve.paths.
    // Without details Node only asks for the format, to explain that CommonJS has not the name that was imported.
    const isRun = format === 'commonjs' && details !== undefined;
    return { format: isRun ? 'commonjs-sync' : format, source, responseURL: url };
  }

  const { load: nodeLoad } = loader;
  const { defaultLoadSync } = load;
  return undoAll([
    replaceProperty(loader, 'resolve', andThread(loader.resolve)),
    replaceProperty(loader, 'resolveSync', andThread(loader.resolveSync)),
    // Asked, past `resolve`, for what a required ES module imports.
    replaceProperty(loader, 'defaultResolve', orElse(loader.defaultResolve)),
    replaceProperty(loader, 'load', function (this: ModuleLoader, url, details) {
      const ours = read(url, details);
      if (ours === null || details === undefined || !hasThreadHooks()) return ours ?? nodeLoad.call(this, url, details);
      const asked = nodeLoad.call(this, url, details) as Promise<Loaded>;
      return asked.then((theirs) => (isUnchanged(theirs, url) ? ours : theirs));
    }),
    replaceProperty(load, 'defaultLoadSync', (url: string, details: LoadDetails) => {
      return read(url, details) ?? defaultLoadSync(url, details);
    }),
  ]);
}

/** What `ask` gives, now or later; where it fails, that the module is missing is what counts. */
function otherwise(ask: () => unknown, missing: unknown): unknown {
  return orElseAsk(ask, () => {
    throw missing;
  });
}

/** What the first gives, now or later; where it fails, the second. */
function orElseAsk(first: () => unknown, second: () => unknown): unknown {
  try {
    const answer = first();
    return answer instanceof Promise ? answer.catch(second) : answer;
  } catch {
    return second();
  }
}
