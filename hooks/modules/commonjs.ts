// CommonJS: patches Module._resolveFilename, Module._nodeModulePaths and Module._extensions, so that `require` reaches into archives on
// every version in the same way. On Node 22 hooks alone would miss require.resolve, createRequire().resolve and CommonJS below require(esm).

import type { Found } from '../../lib/finders/finder.ts';
import { atCaller } from '../../lib/stack-start.ts';
import type { LoadResult } from '../../loaders/loader.ts';
import type { RecordedResolutions } from '../compiled/recorded-resolutions.ts';
import type { ScriptRunner } from '../compiled/script-runner.ts';
import { type Lazy, lazy } from '../lazy.ts';
import type { Undo } from '../undo.ts';
import { replaceProperty, undoAll } from '../undo.ts';
import type { ArchiveDirectories } from './archive-directories.ts';
import { isWarnedOf, loadForParent } from './deprecated-builtin.ts';
import type { RequiredFile } from './import-hooks.ts';
import type { CommonJSModule, ExtensionHandler, LoadOptions, ResolveFilenameOptions } from './node-module.ts';
import { Module } from './node-module.ts';
import type { makeOwnRequire } from './own-require.ts';

/** What the patches ask of the runtime. */
export interface CommonJSContext extends ArchiveDirectories {
  /** The file that Node would find were archives directories; null when no archive is involved. Throws as Node does. */
  resolve(
    request: string,
    parent: CommonJSModule | null,
    isMain: boolean,
    options: ResolveFilenameOptions | undefined,
  ): string | null;
  /** Whether the path names something inside an archive. */
  owns(path: string): boolean;
  /** What is at that path in an archive; null: it is in none, or nothing is there. */
  find(filename: string): Found | null;
  /** The file where it lies in an archive and runs as CommonJS or JSON; else null. @param found what is there, where that is known */
  ownFile(filename: string, found?: Found): RequiredFile | null;
  /**
   * What to run for a file inside an archive.
   * @param takesScripts whether that may be a script with a code cache
   * @param file what is known of it already, or null
   */
  load(filename: string, takesScripts: boolean, file: RequiredFile | null): LoadResult;
  /** The text of a file inside an archive; null when there is none. */
  readText(filename: string): string | null;
  readonly makeOwnRequire: typeof makeOwnRequire;
  /** Runs such scripts; made when the first archive is met. */
  readonly scripts: Lazy<ScriptRunner>;
  /** What is known of where `require` leads. */
  readonly resolutions: Lazy<RecordedResolutions>;
  /** Whether anybody else has hooks, before ours or after. */
  mustAskHooks(): boolean;
  /** Whether something of the program may have run before us. */
  readonly isLate: boolean;
  /** Told of every request before Node has resolved it. */
  beforeBuiltin(request: string): void;
}

/** What is in Node's own handlers of `.js`, `.json` and `.node`, on every version. */
const NODE_HANDLER = /\bloadSource\(module, filename|\bJSONParse\(|\bprocess\.dlopen\(module/;

/** What is compiled before it runs, by loaders of ours where nobody else does it. */
const TRANSPILED = /\.(?:[cm]?ts|[jt]sx)$/;

const SKIP_HOOKS: LoadOptions = { shouldSkipModuleHooks: true };

/** @returns the undo; each slot is given back only while it holds our function */
export function patchCommonJS(context: CommonJSContext): Undo {
  const nodeLoad = Module._load;
  const nodeRequire = Module.prototype.require;
  const nodeResolveFilename = Module._resolveFilename;
  const nodeModulePaths = Module._nodeModulePaths;

  function resolveFilename(
    this: unknown,
    request: string,
    parent: CommonJSModule | null | undefined,
    isMain?: boolean,
    options?: ResolveFilenameOptions,
  ): string {
    if (typeof request === 'string' && !Module.isBuiltin(request)) {
      const filename = known(request, parent, options) ?? answer(request, parent, isMain, options);
      if (filename !== null) return filename;
    }
    return nodeResolveFilename.call(this as typeof Module, request, parent, isMain, options);
  }

  function answer(...[request, parent, isMain, options]: Parameters<typeof resolveFilename>): string | null {
    try {
      return context.resolve(request, parent ?? null, isMain === true, options);
    } catch (error) {
      throw atCaller(error, resolveFilename);
    }
  }

  /** Where a module in an archive is known to mean that file by it; else null. */
  function known(
    request: string,
    parent: CommonJSModule | null | undefined,
    options: ResolveFilenameOptions | undefined,
  ): string | null {
    // Others may give anything with a file name.
    if (!(parent instanceof Module) || typeof parent.filename !== 'string' || options?.paths !== undefined) return null;
    return context.owns(parent.filename) ? ownRequire().resolved(request, parent, options?.conditions) : null;
  }

  // The hooks of module.registerHooks have nothing to say to `require` while they are only ours, and asking them costs 10 us or more
  // per module, archive or not. Node's own loaders pass this option, which is documented nowhere; where it is unknown, they are asked.
  function load(
    this: unknown,
    request: string,
    parent: CommonJSModule | null | undefined,
    isMain?: boolean,
    options?: LoadOptions,
  ): unknown {
    context.beforeBuiltin(request);
    const skipping = options === undefined && !context.mustAskHooks() ? SKIP_HOOKS : options;
    if (isWarnedOf(request)) return loadForParent(nodeLoad, request, parent, isMain, skipping);
    return nodeLoad.call(this as typeof Module, request, parent, isMain, skipping);
  }

  const ownRequire = lazy(() =>
    context.makeOwnRequire({
      isWatched: () =>
        Module._load !== load ||
        Module.prototype.require !== nodeRequire ||
        Module._resolveFilename !== resolveFilename ||
        context.mustAskHooks(),
      resolve: (id, parent) =>
        id === '' || Module.isBuiltin(id) ? null : context.resolve(id, parent, false, undefined),
      directoryAt: context.directoryAt,
      find: context.find,
      ownFile: context.ownFile,
      resolutions: context.resolutions(),
    }),
  );

  // ts-node, @swc-node/register, sucrase and everything built on pirates put a `_compile` of their own into the module and have Node's handler
  // read the file. On the disk they get its text; what our loaders would make of it is compiled already, or refused where they cannot.
  function textForOthers(module: CommonJSModule, filename: string): string | null {
    return TRANSPILED.test(filename) && Object.hasOwn(module, '_compile') ? context.readText(filename) : null;
  }

  function runMember(module: CommonJSModule, filename: string, file: RequiredFile | null): void {
    const text = textForOthers(module, filename);
    if (text !== null) {
      compile(module, filename, text, undefined, file);
      return;
    }
    const scripts = context.scripts();
    const { format, source, script } = context.load(filename, scripts.isUsable(module), file);
    if (format === 'addon') {
      process.dlopen(module, filename);
      return;
    }
    if (format === 'json') {
      module.exports = parseJSON(source.toString(), filename);
      return;
    }
    if (script !== undefined) {
      scripts.run(module, filename, script, ownRequire().functionOf(module, file));
      return;
    }
    compile(module, filename, source.toString(), format, file);
  }

  function compile(
    module: CommonJSModule,
    filename: string,
    source: string,
    format: LoadResult['format'],
    file: RequiredFile | null,
  ): void {
    // Not enumerable: on disk a module has no `require` of its own, unless a mock (proxyquire) gave it one, which stays.
    if (!Object.hasOwn(module, 'require')) {
      const value = ownRequire().methodOf(module, file);
      Object.defineProperty(module, 'require', { value, writable: true, configurable: true });
    }
    module._compile(source, filename, format);
  }

  function makeHandler(original: ExtensionHandler): ExtensionHandler {
    // Handlers that were put in before ours (tsx, pirates) change sources; behind them Node's own reads members, too.
    const isOthers = context.isLate && !NODE_HANDLER.test(Function.prototype.toString.call(original));
    return function handler(module, filename) {
      const file = ownRequire.peek()?.takeLoading(filename) ?? null;
      if (isOthers || context.mustAskHooks() || (file === null && !context.owns(filename))) {
        return original(module, filename);
      }
      return runMember(module, filename, file);
    };
  }

  const extensions = Module._extensions;
  return undoAll([
    replaceProperty(Module, '_load', load),
    replaceProperty(Module, '_resolveFilename', resolveFilename),
    replaceProperty(Module, '_nodeModulePaths', function _nodeModulePaths(this: unknown, from: string): string[] {
      const ofNode = (directory: string): string[] => nodeModulePaths.call(this as typeof Module, directory);
      if (typeof from !== 'string') return ofNode(from); // Node says what is wrong with it.
      // Where it is not Node's own that was there before ours, it may say something else the next time.
      return context.lookupPaths(from, ofNode, !context.isLate);
    }),
    ...['.js', '.json', '.node'].flatMap((extension) => {
      const original = extensions[extension];
      return original === undefined ? [] : [replaceProperty(extensions, extension, makeHandler(original))];
    }),
  ]);
}

function parseJSON(text: string, filename: string): unknown {
  try {
    return JSON.parse(text.charCodeAt(0) === 0xfeff ? text.slice(1) : text);
  } catch (error) {
    (error as Error).message = `${filename}: ${(error as Error).message}`;
    throw error;
  }
}
