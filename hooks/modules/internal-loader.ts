// Imports on Node 20, which has no module.registerHooks: takes over the methods of its one ES module loader, in this thread.
// module.register was the alternative: its thread costs 85 ms at start-up and is never asked for what `require` of an ES module imports.
import type { Undo } from '../undo.ts';
import { replaceProperty, undoAll } from '../undo.ts';
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
 * @returns the undo
 */
export function takeOverLoader(
  require: InternalRequire,
  context: ImportContext,
  beforeBuiltin: (specifier: string) => void,
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
  const orElse = (original: Resolve): Resolve =>
    function resolve(this: ModuleLoader, specifier, parentURL, attributes) {
      beforeBuiltin(`${specifier}`);
      const found: ImportResolution | null = context.resolve(`${specifier}`, parentURL, conditions);
      return found ?? original.call(this, specifier, parentURL, attributes);
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
    replaceProperty(loader, 'resolve', orElse(loader.resolve)),
    replaceProperty(loader, 'resolveSync', orElse(loader.resolveSync)),
    // Asked, past `resolve`, for what a required ES module imports.
    replaceProperty(loader, 'defaultResolve', orElse(loader.defaultResolve)),
    replaceProperty(loader, 'load', function (this: ModuleLoader, url, details) {
      return read(url, details) ?? nodeLoad.call(this, url, details);
    }),
    replaceProperty(load, 'defaultLoadSync', (url: string, details: LoadDetails) => {
      return read(url, details) ?? defaultLoadSync(url, details);
    }),
  ]);
}
