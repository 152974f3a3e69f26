// Imports where Node has module.registerHooks (22.15 and newer): in this thread, synchronous.
import nodeModule from 'node:module';
import type { Undo } from '../undo.ts';
import { replaceProperty, undoAll } from '../undo.ts';
import type { ImportContext } from './import-hooks.ts';
import { Module } from './node-module.ts';

const NO_ATTRIBUTES = {};

/** Installed hooks, and what has become of others'. */
export interface InstalledHooks {
  readonly undo: Undo;
  /** Whether somebody registered hooks after ours, which then run before ours and expect to see every module. */
  hasForeignHooks(): boolean;
}

export function registerImportHooks(context: ImportContext): InstalledHooks {
  const handle = nodeModule.registerHooks({
    resolve(specifier, details, next) {
      // `require` goes through Module._resolveFilename, which CommonJS patches answer on every version; `next` leads there.
      if (!details.conditions.includes('import')) return next(specifier, details);
      const found = context.resolve(specifier, details.parentURL, details.conditions);
      if (found === null) return next(specifier, details);
      return { url: found.url, format: found.format, shortCircuit: true };
    },
    load(url, details, next) {
      const kind = details.conditions?.includes('require') ? 'require' : 'import';
      const loaded = context.load(
        url,
        kind,
        details.format,
        (details.importAttributes ?? NO_ATTRIBUTES) as Readonly<Record<string, string>>,
      );
      if (loaded === null) return next(url, details);
      if (loaded.format !== 'commonjs') return { ...loaded, shortCircuit: true };
      // Node 22 gives imported CommonJS whose source came from a hook a `require` without cache, extensions and resolve.paths, unless
      // this undocumented property sends it through Module._load; 24 and newer do that always and ignore the property.
      return { ...loaded, shortCircuit: true, shouldBeReloadedByCJSLoader: true };
    },
  });
  const foreign = watchForeignHooks(handle);
  return {
    undo: undoAll([() => handle.deregister(), foreign.undo]),
    hasForeignHooks: () => foreign.handles.size > 0,
  };
}

type Handle = ReturnType<typeof nodeModule.registerHooks>;

/** Notices who registers after us and who leaves again. Handles are frozen, so leaving is noticed on their prototype. */
function watchForeignHooks(own: Handle): { readonly handles: ReadonlySet<Handle>; readonly undo: Undo } {
  const handles = new Set<Handle>();
  const original = nodeModule.registerHooks;
  const prototype = Object.getPrototypeOf(own) as Handle;
  const { deregister } = prototype;
  return {
    handles,
    undo: undoAll([
      replaceProperty(Module, 'registerHooks', function registerHooks(options) {
        const handle = original(options);
        handles.add(handle);
        return handle;
      }),
      replaceProperty(prototype, 'deregister', function (this: Handle) {
        handles.delete(this);
        deregister.call(this);
      }),
    ]),
  };
}
