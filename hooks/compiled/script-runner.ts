// Runs CommonJS modules that come with V8's code cache: what Module.prototype._compile does, with vm.Script in place of compiling.
import path from 'node:path';
import { constants, Script, type ScriptOptions } from 'node:vm';
import { flat, KEEPS_NAME } from '../../loaders/compiled/script-name.ts';
import type { CompiledScript } from '../../loaders/loader.ts';
import { type CommonJSModule, Module } from '../modules/node-module.ts';
import { nodeOptions } from '../process/node-options.ts';

type ModuleFunction = (
  this: unknown,
  exports: unknown,
  require: unknown,
  module: CommonJSModule,
  filename: string,
  directory: string,
) => void;

/** Runs modules from scripts. */
export interface ScriptRunner {
  /** Whether the module may be run from a script now, so that nobody sees a difference. */
  isUsable(module: CommonJSModule): boolean;
  /** @param require what is to be the module's `require`, without its properties */
  run(module: CommonJSModule, filename: string, script: CompiledScript, require: NodeJS.Require): void;
}

/** Told of each script that was run, before it runs. */
export type ScriptObserver = (filename: string, script: Script) => void;

// The inspector shows a script as it was compiled, so does coverage; functions from a code cache have no block counters.
export function isWatchingFlag(option: string): boolean {
  return option.startsWith('--inspect');
}

/** @param observe for who records code caches */
export function makeScriptRunner(observe?: ScriptObserver): ScriptRunner {
  const isWatched = process.env['NODE_V8_COVERAGE'] !== undefined || nodeOptions().some(isWatchingFlag);
  const { wrap } = Module;
  const compile = Module.prototype._compile;
  const isExecuting = executingMark();
  let isQuiet = false;

  return {
    isUsable: (module) =>
      !isWatched &&
      // Whoever transforms sources replaces it, for all modules or (pirates) for one at a time.
      module._compile === compile &&
      Module.wrap === wrap &&
      (process as { sourceMapsEnabled?: boolean }).sourceMapsEnabled !== true,
    run(module, filename, { text, cachedData, hasImport, reject }, require) {
      if (hasImport && !isQuiet) {
        isQuiet = true;
        silenceImportWarning();
      }
      const options: ScriptOptions = {
        // In one piece, so that the recorder finds it again.
        filename: observe !== undefined && KEEPS_NAME ? flat(filename) : filename,
        lineOffset: -1,
        importModuleDynamically: constants.USE_MAIN_CONTEXT_DEFAULT_LOADER,
      };
      if (cachedData.length > 0) options.cachedData = cachedData;
      const script = new Script(text, options);
      if (script.cachedDataRejected === true) reject();
      observe?.(filename, script);
      const run = script.runInThisContext() as ModuleFunction;
      const marks = module as unknown as Record<symbol, boolean>;
      if (isExecuting !== null) marks[isExecuting] = true;
      run.call(
        module.exports,
        module.exports,
        withProperties(require, module, isExecuting),
        module,
        filename,
        path.dirname(filename),
      );
      if (isExecuting !== null) marks[isExecuting] = false;
    },
  };
}

/** The `require` that a module gets: lib/internal/modules/helpers.js, makeRequireFunction. */
function withProperties(require: NodeJS.Require, module: CommonJSModule, isExecuting: symbol | null): NodeJS.Require {
  // Node's own function of that module, for what few modules ask for and Node answers differently from version to version.
  let nodes: NodeJS.Require | undefined;
  const nodeRequire = (): NodeJS.Require => {
    if (nodes === undefined) {
      const marks = module as unknown as Record<symbol, boolean>;
      const mark = isExecuting === null ? undefined : marks[isExecuting];
      nodes = module._compile('return require', path.join(module.path, 'zipimport'), 'commonjs') as NodeJS.Require;
      if (isExecuting !== null && mark !== undefined) marks[isExecuting] = mark;
    }
    return nodes;
  };
  // Properties, so that a bundler that renames variables leaves the functions their names.
  const { resolve, paths } = {
    resolve: ((request: string, options?: NodeJS.RequireResolveOptions): string =>
      nodeRequire().resolve(request, options)) as NodeJS.RequireResolve,
    paths: (request: string): string[] | null => nodeRequire().resolve.paths(request),
  };
  resolve.paths = paths;
  require.resolve = resolve;
  require.main = process.mainModule;
  require.extensions = Module._extensions as unknown as NodeJS.RequireExtensions;
  require.cache = Module._cache as unknown as NodeJS.Dict<NodeJS.Module>;
  return require;
}

/**
 * The mark that Node sets on a module while it runs, by which it notices an ES module that imports a CommonJS module in a cycle;
 * null where there is none.
 */
function executingMark(): symbol | null {
  const module = new Module('zipimport');
  module._compile('', path.resolve('zipimport'), 'commonjs');
  return Object.getOwnPropertySymbols(module).find(({ description }) => description === 'kIsExecuting') ?? null;
}

/**
 * Node warns once per process that what lets a script `import()` is experimental; the program did not ask for it and is not warned from
 * a directory. The warning is used up by an import of nobody's.
 */
export function silenceImportWarning(): void {
  const { emitWarning } = process;
  process.emitWarning = () => {};
  try {
    const script = new Script('import("node:module")', {
      importModuleDynamically: constants.USE_MAIN_CONTEXT_DEFAULT_LOADER,
    });
    (script.runInThisContext() as Promise<unknown>).catch(() => {});
  } finally {
    process.emitWarning = emitWarning;
  }
}
