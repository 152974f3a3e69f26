// The `require` of CommonJS modules that come from an archive: resolves over the index and goes to Node's loader only where it must.
import { isProxy } from 'node:util/types';
import type { ArchiveDirectory } from '../../lib/resolve/archive-directory.ts';
import type { CommonJSModule } from './node-module.ts';
import { Module } from './node-module.ts';

/** What the shortcut needs to know of its surroundings. */
export interface RequireContext {
  /**
   * Whether somebody replaced what the shortcut steps over (`Module._load`, `Module._resolveFilename`, `Module.prototype.require`)
   * or registered hooks after ours: mocks, tracers and transformers expect to see every module, so then each call goes Node's way.
   */
  isWatched(): boolean;
  /** The file that `id` names for `parent`, in an archive or on disk; null for builtins and for whatever Node shall decide or refuse. */
  resolve(id: string, parent: CommonJSModule): string | null;
  /** The directory as an archive has it; null when it is not in one. */
  directoryAt(path: string): ArchiveDirectory | null;
  /** Whether the file lies in an archive and runs as CommonJS or JSON. */
  isOwnCommonJS(filename: string): boolean;
}

/**
 * Makes the function that in-archive modules get as `module.require`, which the `require` that Node hands to a module calls.
 * Node's `Module._load` does the same with more: URL conversions and hook calls cost 45-55 us per module once `module.registerHooks`
 * is in use. Cycles, ES modules, modules that the ES module loader has announced and every error go Node's way.
 */
export function makeOwnRequire(context: RequireContext): (this: CommonJSModule, id: string) => unknown {
  const directories = new Map<string, Directory>();
  const builtins = new Map<string, unknown>();

  return function require(this: CommonJSModule, id: string): unknown {
    if (context.isWatched() || typeof id !== 'string') return Module.prototype.require.call(this, id);
    const builtin = builtins.get(id);
    if (builtin !== undefined) return builtin;
    let directory = directories.get(this.path);
    if (directory === undefined) {
      directory = { files: new Map(), inArchive: context.directoryAt(this.path) };
      directories.set(this.path, directory);
    }
    let filename = directory.files.get(id);
    if (filename === undefined) {
      const resolved =
        (isRelative(id) ? directory.inArchive?.resolve(id, Object.keys(Module._extensions)) : null) ??
        context.resolve(id, this);
      if (resolved === null) {
        const exports = Module.prototype.require.call(this, id);
        if (Module.isBuiltin(id)) builtins.set(id, exports);
        return exports;
      }
      filename = resolved;
      directory.files.set(id, filename);
    }
    const cached = Module._cache[filename];
    if (cached?.loaded === true) {
      adopt(this, cached);
      return cached.exports;
    }
    if (cached !== undefined || !context.isOwnCommonJS(filename)) return Module.prototype.require.call(this, id);
    return load(filename, this);
  };
}

/** What is known of the modules of one directory. */
interface Directory {
  /** Specifier -> file: as Node's own cache of relative resolutions. */
  readonly files: Map<string, string>;
  readonly inArchive: ArchiveDirectory | null;
}

function isRelative(id: string): boolean {
  return id.startsWith('./') || id.startsWith('../');
}

/** As Node's updateChildren: a module lists each child once. */
function adopt(parent: CommonJSModule, child: CommonJSModule): void {
  const { children } = parent;
  if (!children.includes(child)) children.push(child);
}

/** As the second half of Node's Module._load. */
function load(filename: string, parent: CommonJSModule): unknown {
  const module = new Module(filename, parent);
  Module._cache[filename] = module;
  let threw = true;
  try {
    module.load(filename);
    threw = false;
  } finally {
    if (threw) {
      delete Module._cache[filename];
      const index = parent.children.indexOf(module);
      if (index !== -1) parent.children.splice(index, 1);
    }
  }
  undoCycleWarning(module.exports);
  return module.exports;
}

/** Node gives the exports of a module that is required in a cycle a warning proxy as prototype, and takes it away once it is loaded. */
function undoCycleWarning(exports: unknown): void {
  if (typeof exports !== 'object' || exports === null || isProxy(exports)) return;
  const prototype = Object.getPrototypeOf(exports) as object | null;
  if (prototype !== Object.prototype && prototype !== null && isProxy(prototype)) {
    Object.setPrototypeOf(exports, Object.prototype);
  }
}
