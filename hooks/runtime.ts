// The runtime of one thread: every part made once and handed to the others. Nothing is opened or read before the first question.
import path from 'node:path';
import type { Finder } from '../lib/finders/finder.ts';
import { PathFinder } from '../lib/path/path-finder.ts';
import { PathHooks } from '../lib/path/path-hooks.ts';
import type { Policy } from '../lib/policy/policy.ts';
import type { Resolver } from '../lib/resolve/resolver.ts';
import type { LoadResult } from '../loaders/loader.ts';
import { LoaderTable } from '../loaders/loader-table.ts';
import { loadBundle } from './bundles/load-bundle.ts';
import type * as CompiledParts from './compiled/parts.ts';
import type * as SourcelessParts from './compiled/sourceless.ts';
import { debugLog, tracedImports, tracedRequires } from './debug.ts';
import { isThere, mayBeFile } from './disk-looks.ts';
import { type Extraction, makeExtraction } from './extraction/extraction.ts';
import { type Lazy, lazy } from './lazy.ts';
import { type Engine, loadEngine } from './load-engine.ts';
import { makeArchiveDirectories } from './modules/archive-directories.ts';
import type { CommonJSContext } from './modules/commonjs.ts';
import type { FindPackageContext } from './modules/find-package-json.ts';
import { makeImportGate } from './modules/import-gate.ts';
import type { ImportContext } from './modules/import-hooks.ts';
import { moduleParts } from './modules/load-parts.ts';
import { makeOwnPath } from './modules/module-urls.ts';
import { Module } from './modules/node-module.ts';
import { makeResolveFilename } from './modules/require-context.ts';
import { makeStandIns } from './modules/stand-ins.ts';
import { makeNative, type Native } from './native/native.ts';
import { importsAddons } from './native/node-features.ts';
import { pathEntries } from './path-entries.ts';
import { loadPolicy } from './policy.ts';
import { commonJSConditions } from './process/conditions.ts';
import { claimEntryPoint } from './process/entry-claim.ts';
import { hasFlag, nodeOptions } from './process/node-options.ts';
import type { Undo } from './undo.ts';

export interface Runtime {
  /** Read when the runtime is made. */
  readonly policy: Policy;
  readonly paths: PathFinder;
  readonly engine: Lazy<Engine>;
  readonly pathHooks: PathHooks;
  readonly loaders: LoaderTable;
  readonly commonjs: Omit<CommonJSContext, 'mustAskHooks' | 'isLate' | 'beforeBuiltin'>;
  readonly imports: ImportContext;
  /** null when no archive is involved. */
  findPackageJson(specifier: string | URL, base: string | URL | undefined): string | null;
  readonly native: Native;
  readonly extraction: Extraction;
  /** What the stubs of modules without source call. */
  readonly runStub: SourcelessParts.RunStub;
  /** The text of a member, or null when the path is not inside an archive. */
  readMember(path: string): string | null;
  /** Calls `action` when the first archive is met, or at once if one was. */
  onFirstArchive(action: () => void): void;
  /** Path entries in order: those of ZIPIMPORT_PATH and those that were mounted. */
  pathEntries(): readonly string[];
  mount(entry: string): Undo;
  finderFor(entry: string): Finder | null;
  invalidate(entry?: string): void;
  /** Takes back what was put into Node when an archive asked for it. */
  readonly undo: Undo;
}

export function createRuntime(): Runtime {
  const policy = loadPolicy();
  const waiting: (() => void)[] = [];
  const engine = lazy(() => {
    const loaded = loadEngine();
    for (const action of waiting.splice(0)) action();
    return loaded;
  });
  const pathHooks = new PathHooks();
  // Every directory of a program is asked for its node_modules.zip: that there is none is found out without the engine.
  const debug = debugLog();
  const openZip = (entry: string): Finder | null => {
    const finder = mayBeFile(entry) ? engine().zipPathHook(entry) : null;
    if (finder === null) return null;
    debug?.('open %s', entry);
    return compiled().traced(finder);
  };
  pathHooks.add(openZip, { suffixes: ['.zip'] });
  const options = nodeOptions();
  const compiled = lazy(() =>
    engine().compiledMembers(
      policy,
      debug,
      () => loadBundle('compiled') as typeof CompiledParts,
      () => moduleParts().internalRequire(),
      {
        tree,
        conditions: requireConditions,
        preserveSymlinks,
        hasPathEntries,
        deprecations: () => resolver.peek()?.deprecations ?? 0,
      },
    ),
  );
  const sourcelessParts = lazy(() => loadBundle('sourceless') as typeof SourcelessParts);
  const sourceless = lazy(() =>
    sourcelessParts().sourcelessLoader((what, finder, member) =>
      debug?.('%s of %s in %s', what, member.name, finder.entry),
    ),
  );
  const builtInLoaders = lazy(() =>
    moduleParts().builtInLoaders({
      unknownFileExtension: engine().unknownFileExtension,
      importsAddons: importsAddons(options),
      codeCache: () => compiled().loader,
      sourceless,
    }),
  );
  const loaders = new LoaderTable(builtInLoaders);

  const paths = new PathFinder(pathHooks);
  const tree = lazy(() => new (engine().FileTree)(paths));
  // An archive's own path is a directory to resolution, though it is a file to whoever has not been inside.
  const owns = (file: string): boolean =>
    paths.mayHold(file) && (paths.locate(file) !== null || paths.locate(file + path.sep) !== null);
  const ownPath = makeOwnPath(owns);
  const standIns = makeStandIns(
    (archive) => isThere(archive) && !owns(path.dirname(archive)) && paths.finderFor(archive) !== null,
    path,
  );
  const entries = pathEntries(paths, policy.path);
  const runStub = lazy(() => sourcelessParts().stubRunner((file) => tree().find(file), sourceless().scriptOf));
  const resolver: Lazy<Resolver> = lazy(
    () =>
      new (engine().Resolver)({
        view: tree(),
        hasArchive: standIns.hasArchive,
        pathEntries: entries.list,
        isBuiltin: (specifier) => Module.isBuiltin(specifier),
        onDeprecation: ({ code, message }) => process.emitWarning(message, 'DeprecationWarning', code),
      }),
  );

  const preserveSymlinks = hasFlag('preserve-symlinks', options) || process.env['NODE_PRESERVE_SYMLINKS'] === '1';
  const preserveSymlinksMain =
    hasFlag('preserve-symlinks-main', options) || process.env['NODE_PRESERVE_SYMLINKS_MAIN'] === '1';
  const requireConditions = commonJSConditions(options);
  const entryConditions = new Set([...requireConditions].map((name) => (name === 'require' ? 'import' : name)));

  const hasPathEntries = entries.areAny;
  // A relative specifier does not spell out the entry that it leads into, so with mounts of any name every one is looked at.
  const mayNameArchive = (text: string): boolean => paths.mayHold(text) || hasPathEntries();

  function entryPoint(file: string): string | null {
    if (!owns(file) && !claimEntryPoint(file, paths)) return null;
    return moduleParts().findEntryPoint(file, {
      separator: path.sep,
      kind: (at) => tree().kind(at),
      resolveAsMain: (at) => {
        try {
          return resolver().resolveRequire(at, {
            parentPath: null,
            parentPaths: [],
            extensions: Object.keys(Module._extensions),
            conditions: requireConditions,
            preserveSymlinks: preserveSymlinksMain,
          }).path;
        } catch (error) {
          if ((error as { code?: unknown }).code === 'MODULE_NOT_FOUND') return null;
          throw error;
        }
      },
      resolveExports: (directory) => resolver().packageEntry(directory, entryConditions),
    });
  }

  const directories = makeArchiveDirectories({
    paths,
    makeDirectory: ({ finder, name }) => new (engine().ArchiveDirectory)(finder, name, path.sep),
    isStandInAbove: standIns.isAbove,
    pathsWithStandIns: (directory) => resolver().lookupPaths(directory),
  });
  const answers = lazy(() =>
    moduleParts().makeImportAnswers({
      engine,
      resolver,
      tree,
      loaders,
      ownPath,
      directoryAt: directories.directoryAt,
      preserveSymlinks,
      announce: (module) => compiled().modules.announce(module),
      recorded: (finder, member) => compiled().modules.recorded(finder, member),
      imports: lazy(() => compiled().imports),
    }),
  );
  const imports = makeImportGate({
    ownPath,
    isBuiltin: (specifier) => Module.isBuiltin(specifier),
    hasPathEntries,
    mayNameArchive,
    isStandInAbove: standIns.isAbove,
    entryPoint,
    answers,
  });
  const packages: FindPackageContext = {
    resolver,
    owns,
    // A specifier that leads to a directory is as good as one that leads to a file.
    resolve: (specifier, base) => {
      const target = path.resolve(path.dirname(base), specifier);
      return owns(target) ? target : null;
    },
    mayProvide: (file) => hasPathEntries() || standIns.isAbove(path.dirname(file)),
  };

  function invalidate(entry?: string): void {
    paths.invalidate(entry);
    ownPath.forget();
    answers.peek()?.forget();
    standIns.forget();
    resolver.peek()?.clear();
  }

  return {
    policy,
    paths,
    engine,
    pathHooks,
    loaders,
    imports: tracedImports(imports, debug),
    commonjs: tracedRequires(
      {
        resolve: makeResolveFilename({
          resolver,
          owns,
          mayNameArchive,
          hasPathEntries,
          holdsArchive: (lookup) =>
            lookup.some(
              (directory) => paths.mayHold(directory) && (owns(directory) || paths.finderFor(directory) !== null),
            ),
          withStandIns: standIns.among,
          entryPoint,
          conditions: requireConditions,
          preserveSymlinks,
        }),
        owns,
        ...directories,
        scripts: lazy(() => compiled().runner),
        resolutions: lazy(() => compiled().resolutions),
        load: (file, takesScripts, known): LoadResult => {
          const loaded = answers().loadRequired(file, takesScripts, known);
          if (loaded === null) throw new Error(`Cannot find module '${file}'`);
          return loaded;
        },
        find: (file) => tree().find(file),
        ownFile: (file, found) => answers().ownFile(file, found),
        readText: (file) => tree().readText(file),
        makeOwnRequire: (surroundings) => moduleParts().makeOwnRequire(surroundings),
      },
      debug,
    ),
    findPackageJson: (specifier, base) => moduleParts().findPackageJson(packages, specifier, base),
    extraction: makeExtraction({ policy, find: (file) => tree().find(file), mayNameArchive, owns }),
    native: makeNative({ policy, tree, mayNameArchive, owns }),
    runStub: (...parameters) => runStub()(...parameters),
    onFirstArchive(action) {
      if (engine.peek() === undefined) waiting.push(action);
      else action();
    },
    pathEntries: entries.list,
    readMember: (file) => (owns(file) ? tree().readText(file) : null),
    mount(entry) {
      const undo = paths.mount(path.resolve(entry));
      invalidate();
      return () => {
        undo();
        invalidate();
      };
    },
    undo: () => compiled.peek()?.modules.undo(),
    finderFor: (entry) => paths.finderFor(path.resolve(entry)),
    invalidate,
  };
}
