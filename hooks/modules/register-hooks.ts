// Imports where Node has module.registerHooks (22.15 and newer): in this thread, synchronous.
import nodeModule from 'node:module';
import { atCaller } from '../../lib/stack-start.ts';
import type { Undo } from '../undo.ts';
import { replaceProperty, undoAll } from '../undo.ts';
import type { LoadHook, ResolveHook } from './earlier-hooks.ts';
import type { ImportContext, ImportResolution } from './import-hooks.ts';
import { moduleParts } from './load-parts.ts';
import { Module } from './node-module.ts';

const NO_ATTRIBUTES = {};

/** What {@link ResolveHook} returns, told from what we found. */
function isTheirs(found: ImportResolution | ReturnType<ResolveHook>): found is ReturnType<ResolveHook> {
  return 'shortCircuit' in found;
}

type AskParameters = [details: Parameters<ResolveHook>[1], next: Parameters<ResolveHook>[2]];
type Handle = ReturnType<typeof nodeModule.registerHooks>;

/** Installed hooks, and what has become of others'. */
export interface InstalledHooks {
  readonly undo: Undo;
  /** Whether anybody else has hooks, before ours or after, so that Node must ask hooks for each `require`. */
  mustAskHooks(): boolean;
}

/**
 * Registers the resolve hook at once and the load hook when the first import leads into an archive: with a load hook in place Node takes
 * the long way for every `require` of the program, archive or not.
 * @param beforeBuiltin told of every specifier before Node has resolved it
 * @param hasThreadHooks whether somebody has hooks on the hooks thread
 */
export function registerImportHooks(
  context: ImportContext,
  beforeBuiltin: (specifier: string) => void,
  hasThreadHooks: () => boolean,
): InstalledHooks {
  const undos: Undo[] = [];
  let hasLoadHook = false;

  function ensureLoadHook(): void {
    if (hasLoadHook) return;
    hasLoadHook = true;
    const handle = register({ load: moduleParts().withEarlier(makeLoadHook(context), mustAskOn) });
    undos.push(() => deregister.call(handle));
  }

  const hadHooks = areHooksRegistered();
  const mustAskOn = (): boolean => hadHooks || hasThreadHooks();

  /** What is missing for us may be somebody else's to make up. */
  function find(
    specifier: string,
    details: Parameters<ResolveHook>[1],
    next: Parameters<ResolveHook>[2],
  ): ImportResolution | ReturnType<ResolveHook> | null {
    try {
      return context.resolve(specifier, details.parentURL, details.conditions);
    } catch (error) {
      try {
        if (mustAskOn()) return { ...next(specifier, details), shortCircuit: true };
      } catch {
        // They have not found it, either.
      }
      throw atCaller(error, resolveHook);
    }
  }

  /**
   * What the hooks behind ours say. Those on the hooks thread are given the specifier, which tells them the package (import-in-the-middle is
   * told which to wrap by name): ours are there, too, and find it for them, unless it was mounted after that thread had started. Behind those
   * of this thread is Node's own resolution, which finds only the URL.
   */
  function askOn(specifier: string, url: string, ...[details, next]: AskParameters): ReturnType<ResolveHook> {
    if (hadHooks) return next(url, details);
    try {
      return next(specifier, details);
    } catch {
      return next(url, details);
    }
  }

  function resolveHook(specifier: string, ...[details, next]: AskParameters): ReturnType<ResolveHook> {
    beforeBuiltin(specifier);
    // `require` goes through Module._resolveFilename, which CommonJS patches answer on every version; `next` leads there.
    if (!details.conditions.includes('import')) return next(specifier, details);
    const found = find(specifier, details, next);
    if (found === null) return next(specifier, details);
    if (isTheirs(found)) return found;
    ensureLoadHook();
    if (mustAskOn() && found.format !== 'builtin') {
      return moduleParts().withEarlierResolved(found, askOn(specifier, found.url, details, next));
    }
    return { url: found.url, format: found.format, shortCircuit: true };
  }

  const { registerHooks: register } = nodeModule;
  const own = register({ resolve: resolveHook });
  const prototype = Object.getPrototypeOf(own) as Handle;
  const { deregister } = prototype;
  undos.push(() => deregister.call(own));

  const foreign = new Set<Handle>();
  undos.push(
    replaceProperty(Module, 'registerHooks', function registerHooks(hooks) {
      // Whoever registers after us runs before us: that holds for the load hook, too.
      ensureLoadHook();
      const handle = register(hooks);
      foreign.add(handle);
      return handle;
    }),
    // Handles are frozen, so that somebody leaves is noticed on their prototype.
    replaceProperty(prototype, 'deregister', function (this: Handle) {
      foreign.delete(this);
      deregister.call(this);
    }),
  );
  return {
    undo: () => undoAll(undos)(),
    mustAskHooks: () => hadHooks || foreign.size > 0,
  };
}

/**
 * Whether somebody registered hooks before us, which Node has no way to ask: on its way to the hooks it hands Module._resolveFilename the
 * conditions, without hooks it does not, and hooks that answer by themselves keep it from asking at all.
 */
function areHooksRegistered(): boolean {
  let isPlain = false;
  const undo = replaceProperty(Module, '_resolveFilename', (_request, _parent, _isMain, options) => {
    isPlain = options?.conditions === undefined;
    throw new Error('asked'); // Nothing must come of it: load hooks would look for a file.
  });
  try {
    Module._load('path', undefined);
  } catch {
    // Thrown above.
  } finally {
    undo();
  }
  return !isPlain;
}

function makeLoadHook(context: ImportContext): LoadHook {
  return function load(url, details, next) {
    const kind = details.conditions?.includes('require') ? 'require' : 'import';
    const attributes = (details.importAttributes ?? NO_ATTRIBUTES) as Readonly<Record<string, string>>;
    const loaded = context.load(url, kind, details.format, attributes);
    if (loaded === null) return next(url, details);
    // Node wants null for what it reads itself; its types do not know addons.
    if (loaded.format === 'addon') return { format: 'addon', source: null as unknown as string, shortCircuit: true };
    const result = { ...loaded, responseURL: url, shortCircuit: true };
    if (loaded.format !== 'commonjs') return result;
    // Node 22 gives imported CommonJS whose source came from a hook a `require` without cache, extensions and resolve.paths, unless
    // this undocumented property sends it through Module._load; 24 and newer do that always and ignore the property.
    return { ...result, shouldBeReloadedByCJSLoader: true };
  };
}
