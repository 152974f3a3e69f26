// The public API and the one piece of module-level state: the runtime of this thread.
import type { Archive } from '../lib/archive/archive.ts';
import type { Finder, PathHook } from '../lib/finders/finder.ts';
import type { Loader } from '../loaders/loader.ts';
import type { ExtractionCache, ExtractionCacheOptions } from '../loaders/native/extraction-cache.ts';
import type { NativeStrategy } from '../loaders/native/native-strategy.ts';
import { extractPath } from './extraction/extraction.ts';
import { installHooks } from './install.ts';
import { loadEngine } from './load-engine.ts';
import { moduleParts } from './modules/load-parts.ts';
import type { PluginHost } from './plugins.ts';
import { pluginsOfEnvironment } from './plugins.ts';
import type { Runtime } from './runtime.ts';
import { createRuntime } from './runtime.ts';
import type { Undo } from './undo.ts';
import { undoAll } from './undo.ts';

export type { Archive } from '../lib/archive/archive.ts';
export type { ErrorCode, ErrorDetails } from '../lib/errors.ts';
export { ERROR_CODES, ZipImportError } from '../lib/errors.ts';
export type { Finder, Member, MemberName, PathEntry, PathHook } from '../lib/finders/finder.ts';
export type { Format, Loader, LoadRequest, LoadResult } from '../loaders/loader.ts';
export type {
  CacheDirectory,
  CacheEntry,
  CacheProblem,
  CacheRemoval,
  ExtractedFile,
  ExtractionCache,
  ExtractionCacheOptions,
} from '../loaders/native/extraction-cache.ts';
export type { NativeFile } from '../loaders/native/native-file.ts';
export type { NativeRequest, NativeStrategy, ProgramUse } from '../loaders/native/native-strategy.ts';
export type { Sibling } from '../loaders/native/siblings.ts';
export type { Plugin, PluginHost } from './plugins.ts';
export type { Undo } from './undo.ts';

let current: Runtime | undefined;
let registrations = 0;
let uninstall: Undo | undefined;

function runtime(): Runtime {
  current ??= createRuntime();
  return current;
}

/**
 * Installs the hooks in this thread: from now on archives satisfy imports, `require` and reads as directories would.
 * `--import zipimport/register` calls it. Calling it again is counted; the hooks go when every caller has undone its own.
 * @returns the undo
 * @throws ERR_ZIPIMPORT_NODE_UNSUPPORTED where this Node.js offers no way to hook imports
 * @throws ERR_ZIPIMPORT_PLUGIN_INVALID for a plug-in named in ZIPIMPORT_USE
 * @throws ERR_ZIPIMPORT_POLICY_UNREADABLE, ERR_ZIPIMPORT_POLICY_INVALID
 */
export function register(): Undo {
  if (uninstall === undefined) {
    uninstall = installHooks(runtime());
    const plugins = pluginsOfEnvironment().map((url) => use(url));
    uninstall = undoAll([uninstall, ...plugins]);
  }
  registrations += 1;
  return undoAll([
    () => {
      registrations -= 1;
      if (registrations > 0) return;
      uninstall?.();
      uninstall = undefined;
    },
  ]);
}

/** The hooks that turn path entries into finders. Zip archives are registered here too, first of all and so asked last. */
export const pathHooks: PluginHost['pathHooks'] = {
  add: (hook: PathHook, options?: { readonly suffixes?: readonly string[] }): Undo =>
    runtime().pathHooks.add(hook, options),
};

/** The loaders that turn members into what Node runs. Newest first; the built-in ones are asked last. */
export const loaders: PluginHost['loaders'] = {
  add: (loader: Loader): Undo => runtime().loaders.add(loader),
};

/** The ways to load native members. Newest first, before those that the policy orders; a policy that denies a member denies it to all. */
export const nativeStrategies: PluginHost['nativeStrategies'] = {
  add: (strategy: NativeStrategy): Undo => runtime().native.strategies.add(strategy),
};

/**
 * Loads a plug-in module and lets it register its hooks and loaders, in this thread and in every worker and child process that starts later.
 * @param moduleURL file: URL or absolute path of the module; it exports `register(host)`
 * @returns the undo, which takes back everything that the plug-in added
 * @throws ERR_ZIPIMPORT_PLUGIN_INVALID
 */
export function use(moduleURL: string | URL): Undo {
  return moduleParts().usePlugin(moduleURL, { pathHooks, loaders, nativeStrategies, mount });
}

/**
 * Makes `entry` a path entry: paths below it are answered by the path hook that claims it, whatever its name, and bare specifiers that
 * are found nowhere else are looked for in it. Opens nothing: one that is missing is found once it is there, one that is broken throws when
 * it is asked.
 * @param entry path of an archive, or of what a path hook claims
 * @returns the undo; mounts of the same entry are counted
 */
export function mount(entry: string): Undo {
  return runtime().mount(entry);
}

/**
 * Opens the archive at `path`, whatever its name, and checks its directory. Independent of what is registered and mounted.
 * @returns the archive; close it when done
 * @throws ERR_ZIPIMPORT_ARCHIVE_MISSING, _ARCHIVE_NOT_A_FILE, _ARCHIVE_UNREADABLE, _EOCD_MISSING and the codes of a broken directory
 */
export function openArchive(path: string): Archive {
  return loadEngine().openArchive(path);
}

/** The finder that answers for `entry`, or null when no path hook claims it. @throws what the hook throws for a broken one */
export function findFinder(entry: string): Finder | null {
  return runtime().finderFor(entry);
}

/**
 * A real file with the content of a member, for what opens files by itself: native code, other programs. What the policy's `extract` names is
 * unpacked with all that belongs to it; else a file alone, a directory with everything below it.
 * @param path of a member or directory in an archive; a path or file: URL on the disk is answered with itself
 * @returns absolute path; read-only; nothing removes it while this process lives
 * @throws ENOENT; ERR_ZIPIMPORT_CACHE_UNAVAILABLE
 */
export function extractSync(path: string | URL): string {
  return extractPath(path, runtime().extraction);
}

/**
 * Opens the extraction cache, to look after it or to put files there.
 * @param options what is left out is as the policy's `extract` says
 */
export function openExtractionCache(options: ExtractionCacheOptions = {}): ExtractionCache {
  const { extraction, policy } = runtime();
  return extraction.parts().openExtractionCache({ ...policy.extract, ...options });
}

/** Forgets what is known of archives on disk (or of one): what was replaced is opened anew. Modules that are loaded stay. */
export function invalidate(entry?: string): void {
  runtime().invalidate(entry);
}
