// The `require` of CommonJS modules that come from an archive: resolves over the index and goes to Node's loader only where it must.

import { isProxy } from 'node:util/types';
import type { Found } from '../../lib/finders/finder.ts';
import { FORMAT_OPEN, type ResolutionTable } from '../../lib/resolve/resolution-table.ts';
import { atCaller } from '../../lib/stack-start.ts';
import type { Format } from '../../loaders/loader.ts';
import type { RecordedResolutions } from '../compiled/recorded-resolutions.ts';
import type { ArchiveDirectories } from './archive-directories.ts';
import type { RequiredFile } from './import-hooks.ts';
import type { CommonJSModule } from './node-module.ts';
import { Module } from './node-module.ts';

/** What the shortcut needs to know of its surroundings. */
export interface RequireContext {
  /**
   * Whether somebody replaced what the shortcut steps over (`Module._load`, `Module._resolveFilename`, `Module.prototype.require`)
   * or registered hooks after ours: mocks, tracers and transformers expect to see every module, so then each call goes Node's way.
   */
  isWatched(): boolean;
  /** The file that `id` names for `parent`, in an archive or on disk; null for builtins and for what Node shall decide. Throws as Node would. */
  resolve(id: string, parent: CommonJSModule): string | null;
  readonly directoryAt: ArchiveDirectories['directoryAt'];
  /** What is at that path in an archive; null: it is in none, or nothing is there. */
  find(filename: string): Found | null;
  /** The file where it lies in an archive and runs as CommonJS or JSON; else null. @param found what is there, where that is known */
  ownFile(filename: string, found?: Found): RequiredFile | null;
  readonly resolutions: RecordedResolutions;
}

/** What in-archive modules require with. */
export interface OwnRequire {
  /** The function for `module.require` of one module, which the `require` that Node hands to it calls. */
  methodOf(module: CommonJSModule, file: RequiredFile | null): (this: CommonJSModule, id: string) => unknown;
  /** The function to hand to a module as its `require`, without its properties. A mock may give the module another `module.require`. */
  functionOf(module: CommonJSModule, file: RequiredFile | null): NodeJS.Require;
  /** What is known already of the file that is being loaded; asked once, by its extension's handler. */
  takeLoading(filename: string): RequiredFile | null;
  /** The file that `request` means for `parent`, where Node was handed on a request that was resolved before, or it is recorded; else null. */
  resolved(request: string, parent: CommonJSModule, conditions: ReadonlySet<string> | undefined): string | null;
}

/** By the FORMAT_ constants of recorded files. */
const FORMATS: readonly (Format | undefined)[] = [undefined, 'commonjs', undefined, 'json'];

/** What is known of the modules of one directory. */
class Directory {
  /** Specifier -> file: as Node's own cache of relative resolutions. */
  readonly files: Map<string, string> = new Map();
  /** As many lookup paths have modules of which nobody changed them. */
  readonly lookupPaths: number;
  /** The place of all modules in it of which nothing is recorded. */
  readonly unrecorded: Place = { directory: this, table: null, number: -1 };

  constructor(lookupPaths: number) {
    this.lookupPaths = lookupPaths;
  }
}

/** What a request leads to. */
interface Target {
  readonly path: string;
  /** The member, where it was come upon. */
  readonly found?: Found;
}

/** Where a module is. */
interface Place {
  readonly directory: Directory;
  /** What is recorded of its archive; null: nothing, or nothing of this module. */
  readonly table: ResolutionTable | null;
  /** The module's number there. */
  readonly number: number;
}

/**
 * Node's `Module._load` does the same with more: URL conversions and hook calls cost 45-55 us per module once `module.registerHooks`
 * is in use. Cycles, ES modules, modules that the ES module loader has announced and every error go Node's way.
 */
export function makeOwnRequire(context: RequireContext): OwnRequire {
  const { resolutions } = context;
  const { observer } = resolutions;
  const directories = new Map<string, Directory>();
  const builtins = new Map<string, unknown>();
  const nodeRequire = Module.prototype.require;
  let loading: { readonly filename: string; readonly file: RequiredFile } | null = null;
  /** Cycles and ES modules are Node's business, which asks again which file it is. */
  let handedOn: { readonly id: string; readonly parent: CommonJSModule; readonly filename: string } | null = null;

  /** What the last search for a file said. */
  let missing: Error | null = null;

  function directoryOf(path: string): Directory {
    let directory = directories.get(path);
    if (directory === undefined) {
      directory = new Directory(Module._nodeModulePaths(path).length);
      directories.set(path, directory);
    }
    return directory;
  }

  function placeOf(module: CommonJSModule, file: RequiredFile | null): Place {
    const directory = directoryOf(module.path);
    const found = file?.found ?? context.find(module.filename ?? '');
    const table = found === null ? null : resolutions.tableOf(found.finder);
    if (found === null || table === null) return directory.unrecorded;
    const number = file?.number ?? table.numberOf(found.name);
    const isKnown = number !== -1 && table.pathOf(number) === module.filename;
    return isKnown ? { directory, table, number } : directory.unrecorded;
  }

  /** The number of the file that is recorded as what `id` means; -1 when there is none, or it may be another one by now. */
  function recall(parent: CommonJSModule, { directory, table, number }: Place, id: string): number {
    if (table === null || parent.paths.length !== directory.lookupPaths || !resolutions.isInForce(table)) return -1;
    return table.find(number, id);
  }

  /** {@link RequireContext.ownFile} of what was recalled, without looking for what is recorded, too. */
  function recalledFile(table: ResolutionTable, number: number): RequiredFile | null {
    const format = table.formatOf(number);
    const found = format === FORMAT_OPEN ? null : table.memberAt(number);
    return found === null ? context.ownFile(table.pathOf(number)) : { found, format: FORMATS[format], number };
  }

  /** {@link RequireContext.ownFile} of what was found, by its number where that is known. */
  function fileOf(filename: string, table: ResolutionTable | null, number: number, found?: Found): RequiredFile | null {
    return table === null || number === -1 ? context.ownFile(filename, found) : recalledFile(table, number);
  }

  /** null: what is required is Node's business. */
  function resolve(module: CommonJSModule, directory: Directory, id: string): Target | null {
    const deprecations = observer?.deprecations();
    const target = resolveNearby(module, id) ?? resolveAnywhere(module, id);
    if (target === null) return null;
    const { path } = target;
    if (observer === undefined) directory.files.set(id, path);
    else if (observer.deprecations() === deprecations) observer.observe(module, id, path, context.ownFile(path));
    return target;
  }

  function resolveNearby(module: CommonJSModule, id: string): Target | null {
    return context.directoryAt(module.path)?.resolve(id, Object.keys(Module._extensions)) ?? null;
  }

  function resolveAnywhere(module: CommonJSModule, id: string): Target | null {
    missing = null;
    try {
      const path = context.resolve(id, module);
      return path === null ? null : { path };
    } catch (error) {
      missing = error as Error;
      return null;
    }
  }

  /** Node's way, which knows builtins, remembers what it once found, and meets the error that was met here. */
  function requireElsewhere(module: CommonJSModule, id: string): unknown {
    const failure = missing;
    missing = null;
    try {
      const exports = Module.prototype.require.call(module, id);
      if (Module.isBuiltin(id)) builtins.set(id, exports);
      return exports;
    } catch (error) {
      // Not of what that module requires in turn.
      throw atCaller(error, requireFrom, failure);
    }
  }

  // Loading is no function of its own: each would be a frame in every stack trace, where Node's own loader has not more than these.
  function requireFrom(parent: CommonJSModule, place: Place, id: string): unknown {
    if (typeof id !== 'string' || context.isWatched()) return Module.prototype.require.call(parent, id);
    const { directory, table } = place;
    const number = recall(parent, place, id);
    const known = number === -1 ? directory.files.get(id) : table?.pathOf(number);
    if (known === undefined && builtins.has(id)) return builtins.get(id);
    const target = known === undefined ? resolve(parent, directory, id) : null;
    const filename = known ?? target?.path;
    if (filename === undefined) return requireElsewhere(parent, id);
    const cached = Module._cache[filename];
    if (cached?.loaded === true) {
      adopt(parent, cached);
      return cached.exports;
    }
    const file = cached === undefined ? fileOf(filename, table, number, target?.found) : null;
    if (file === null) {
      handedOn = { id, parent, filename };
      try {
        return Module.prototype.require.call(parent, id);
      } finally {
        handedOn = null;
      }
    }

    // As the second half of Node's Module._load.
    const module = new Module(filename, parent);
    Module._cache[filename] = module;
    let threw = true;
    try {
      loading = { filename, file };
      module.load(filename);
      threw = false;
    } finally {
      if (threw) forget(filename, module, parent);
    }
    undoCycleWarning(module.exports);
    return module.exports;
  }

  return {
    methodOf(module, file) {
      const place = placeOf(module, file);
      return function require(this: CommonJSModule, id: string): unknown {
        return this === module ? requireFrom(module, place, id) : Module.prototype.require.call(this, id);
      };
    },
    functionOf(module, file) {
      const place = placeOf(module, file);
      // Named by a property, so that a bundler that renames variables leaves the function its name.
      const { require } = {
        require: (id: string): unknown =>
          module.require === nodeRequire ? requireFrom(module, place, id) : module.require(id),
      };
      return require as NodeJS.Require;
    },
    resolved(request, parent, conditions) {
      const known = handedOn;
      handedOn = null;
      if (known !== null && known.id === request && known.parent === parent) return known.filename;
      if (context.isWatched() || (conditions !== undefined && !resolutions.isFor(conditions))) return null;
      // What Node asks for itself: of imported CommonJS it looks up what is exported again, and `require.resolve`.
      const place = placeOf(parent, null);
      const number = recall(parent, place, request);
      return number === -1 ? null : (place.table?.pathOf(number) ?? null);
    },
    takeLoading(filename) {
      const file = loading?.filename === filename ? loading.file : null;
      loading = null;
      return file;
    },
  };
}

/** A module that threw was never there. */
function forget(filename: string, module: CommonJSModule, parent: CommonJSModule): void {
  delete Module._cache[filename];
  const index = parent.children.indexOf(module);
  if (index !== -1) parent.children.splice(index, 1);
}

/** As Node's updateChildren: a module lists each child once. */
function adopt(parent: CommonJSModule, child: CommonJSModule): void {
  const { children } = parent;
  if (!children.includes(child)) children.push(child);
}

/** Node gives the exports of a module that is required in a cycle a warning proxy as prototype, and takes it away once it is loaded. */
function undoCycleWarning(exports: unknown): void {
  if (typeof exports !== 'object' || exports === null || isProxy(exports)) return;
  const prototype = Object.getPrototypeOf(exports) as object | null;
  if (prototype !== Object.prototype && prototype !== null && isProxy(prototype)) {
    Object.setPrototypeOf(exports, Object.prototype);
  }
}
