// Resolution as `require` does it: `Module._resolveFilename` without builtins.
// @see https://nodejs.org/api/modules.html#all-together
import { fileURLToPath } from 'node:url';
import { entryLookupPaths } from './lookup-paths.ts';
import {
  invalidModuleSpecifier,
  invalidUrlScheme,
  type NodeError,
  requiredMainNotFound,
  requiredModuleNotFound,
  requiredTargetNotFound,
} from './node-errors.ts';
import type { PackageConfig } from './package-json.ts';
import { resolveExports, resolveImports } from './package-maps.ts';
import { isPackageItself, targetContext } from './package-resolution.ts';
import type { Importer, Target } from './package-targets.ts';
import type { ResolverState } from './resolver-state.ts';
import {
  asksForDirectory,
  isLocalRequest,
  isRelativeRequest,
  joinName,
  joinPath,
  normalDirectory,
  type PackageRequest,
  parentOf,
  parsePackageRequest,
} from './specifier.ts';

/** Who requires, and how. */
export interface RequireOptions {
  /** Filename of the requiring module, or null (REPL, preload). */
  readonly parentPath: string | null;
  /** Its `module.paths`, archives included: see `lookupPaths`. Also what `options.paths` of require.resolve comes to. */
  readonly parentPaths: readonly string[];
  /** What NODE_PATH and its like add after them. */
  readonly globalPaths?: readonly string[];
  /** Directories for a relative request, in place of the requiring module's: `options.paths` of require.resolve. */
  readonly relativePaths?: readonly string[];
  /** Keys of `Module._extensions`, in order. */
  readonly extensions: readonly string[];
  readonly conditions: ReadonlySet<string>;
  /** Keeps the path as it was found, links and all: `--preserve-symlinks`, or `--preserve-symlinks-main` for the main module. */
  readonly preserveSymlinks?: boolean;
  /** The requiring module and its parents, for the error. */
  readonly requireStack?: () => readonly string[];
}

export interface RequireResolution {
  /** Absolute path of the file. */
  readonly path: string;
}

const NOBODY: Importer = { path: null, url: null };

/** One resolution under way. */
class RequireSearch {
  readonly #state: ResolverState;
  readonly #request: string;
  readonly #options: RequireOptions;
  readonly #parentDirectory: string | null;

  constructor(state: ResolverState, request: string, options: RequireOptions) {
    this.#state = state;
    this.#request = request;
    this.#options = options;
    this.#parentDirectory = options.parentPath === null ? null : parentOf(options.parentPath, state.flavour);
  }

  run(): string {
    const { parentPath } = this.#options;
    const scope = this.#parentDirectory === null ? null : this.#state.packages.scopeOfDirectory(this.#parentDirectory);
    const found = this.#byImports(scope) ?? this.#bySelf(scope) ?? this.#byPaths();
    if (found !== null) return found;
    throw requiredModuleNotFound(
      this.#request,
      this.#options.requireStack?.() ?? (parentPath === null ? [] : [parentPath]),
    );
  }

  #byImports(scope: PackageConfig | null): string | null {
    const { parentPath, conditions } = this.#options;
    if (this.#request.charCodeAt(0) !== 35 || parentPath === null) return null;
    if (scope === null || scope.imports === undefined) return null;
    try {
      const context = targetContext(this.#state, { path: parentPath, url: null }, conditions);
      const target = resolveImports(this.#request, () => scope, context, this.#state.quirks.slashImports);
      return this.#finish(target, parentPath, scope.path);
    } catch (error) {
      if ((error as NodeError).code !== 'ERR_MODULE_NOT_FOUND') throw error;
      throw requiredTargetNotFound(this.#request, null);
    }
  }

  #bySelf(scope: PackageConfig | null): string | null {
    const { parentPath } = this.#options;
    if (scope === null || parentPath === null || scope.exports === undefined || scope.name === undefined) return null;
    const { name } = scope;
    if (!this.#request.startsWith(name)) return null;
    if (this.#request.length > name.length && this.#request.charAt(name.length) !== '/') return null;
    const packagePath = this.#state.quirks.exportsPathOfSelf === 'directory' ? scope.directory : scope.path;
    return this.#byExports(scope, `.${this.#request.slice(name.length)}`, parentPath, packagePath);
  }

  #byExports(config: PackageConfig, subpath: string, parentPath: string | null, packagePath: string): string {
    const importer = parentPath === null ? NOBODY : { path: parentPath, url: null };
    const context = targetContext(this.#state, importer, this.#options.conditions);
    return this.#finish(resolveExports(config, subpath, context), parentPath, packagePath);
  }

  #finish(target: Target, parentPath: string | null, packagePath: string): string {
    const filename = this.#pathOf(target, parentPath);
    const file = this.#file(filename);
    if (file === null) throw requiredTargetNotFound(filename, packagePath);
    return file;
  }

  #pathOf(target: Target, parentPath: string | null): string {
    if (typeof target === 'string') return target;
    if (/%2f|%5c/i.test(target.href)) {
      throw invalidModuleSpecifier(target.href, 'must not include encoded "/" or "\\" characters', parentPath);
    }
    if (target.protocol !== 'file:') throw invalidUrlScheme();
    return fileURLToPath(target, { windows: this.#state.windows });
  }

  #byPaths(): string | null {
    const { flavour, windows } = this.#state;
    const { parentPaths, globalPaths, relativePaths } = this.#options;
    const request = this.#request;
    if (flavour.isAbsolute(request)) return this.#at(flavour.resolve(request));
    if (relativePaths !== undefined && isRelativeRequest(request, windows))
      return this.#inDirectories(relativePaths, null);
    if (isLocalRequest(request, windows)) {
      return this.#inDirectories([this.#parentDirectory ?? '.'], null);
    }
    const parsed = parsePackageRequest(request);
    const found = this.#inDirectories(parentPaths, parsed);
    if (found !== null) return found;
    return (globalPaths === undefined ? null : this.#inDirectories(globalPaths, parsed)) ?? this.#inPathEntries(parsed);
  }

  #inPathEntries(parsed: PackageRequest | null): string | null {
    for (const entry of this.#state.pathEntries()) {
      const found = this.#inDirectories(entryLookupPaths([entry], this.#state.flavour), parsed);
      if (found !== null) return found;
      if (parsed === null || !isPackageItself(this.#state, entry, parsed.name)) continue;
      const own = this.#inPackage(entry, parsed) ?? this.#at(this.#state.flavour.join(entry, parsed.subpath));
      if (own !== null) return own;
    }
    return null;
  }

  #inDirectories(directories: readonly string[], parsed: PackageRequest | null): string | null {
    const { view, flavour } = this.#state;
    const outside = parsed === null && this.#leadsOutside();
    for (const given of directories) {
      const directory = normalDirectory(given, flavour);
      if (!outside && view.kind(directory) === null) continue;
      if (parsed !== null) {
        const exported = this.#inPackage(joinName(directory, parsed.name, flavour), parsed);
        if (exported !== null) return exported;
      }
      const found = this.#at(joinPath(directory, this.#request, flavour));
      if (found !== null) return found;
    }
    return null;
  }

  /** Whether the request leaves the directory it starts from, which then need not be there. */
  #leadsOutside(): boolean {
    if (!this.#request.includes('..')) return false;
    return (
      isRelativeRequest(this.#request, this.#state.windows) &&
      this.#state.flavour.normalize(this.#request).startsWith('..')
    );
  }

  /** What the "exports" of the package say, or null when it has none. */
  #inPackage(directory: string, parsed: PackageRequest): string | null {
    const config = this.#state.packages.read(directory);
    if (config === null || config.exports === undefined) return null;
    const packagePath = this.#state.quirks.exportsPathOfPackage === 'directory' ? directory : config.path;
    return this.#byExports(config, parsed.subpath, null, packagePath);
  }

  /** The file that a path without "exports" means: itself, with an extension, or the directory's main or index. */
  #at(path: string): string | null {
    const kind = this.#state.view.kind(path);
    if (!asksForDirectory(this.#request)) {
      const found = kind === 'file' ? this.#real(path) : this.#withExtension(path);
      if (found !== null) return found;
    }
    return kind === 'directory' ? this.#asDirectory(path) : null;
  }

  #asDirectory(directory: string): string | null {
    const { flavour } = this.#state;
    const config = this.#state.packages.read(directory);
    const index = joinName(directory, 'index', flavour);
    if (config === null || config.main === undefined || config.main === '') return this.#withExtension(index);
    const main = joinPath(directory, config.main, flavour);
    const found =
      this.#file(main) ?? this.#withExtension(main) ?? this.#withExtension(joinName(main, 'index', flavour));
    if (found !== null) return found;
    const fallback = this.#withExtension(index);
    if (fallback === null) throw requiredMainNotFound(main, config.path, this.#request);
    this.#state.deprecate({
      code: 'DEP0128',
      message: `Invalid 'main' field in '${config.path}' of '${config.main}'. Please either fix that or report it to the module author`,
    });
    return fallback;
  }

  #withExtension(base: string): string | null {
    for (const extension of this.#options.extensions) {
      const found = this.#file(base + extension);
      if (found !== null) return found;
    }
    return null;
  }

  #file(path: string): string | null {
    return this.#state.view.kind(path) === 'file' ? this.#real(path) : null;
  }

  #real(path: string): string {
    return this.#options.preserveSymlinks === true
      ? this.#state.flavour.resolve(path)
      : this.#state.view.realpath(path);
  }
}

/**
 * The file that `require(request)` means.
 * @param request any but a builtin's name
 * @throws MODULE_NOT_FOUND, ERR_PACKAGE_PATH_NOT_EXPORTED and the other errors of Node's own resolution, in Node's words
 */
export function resolveRequire(state: ResolverState, request: string, options: RequireOptions): RequireResolution {
  return { path: new RequireSearch(state, request, options).run() };
}
