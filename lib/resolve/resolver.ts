// Node's resolution over a view of files, both kinds, behind one object with its caches.
import { fileURLToPath } from 'node:url';
import { findPackageJson } from './find-package-json.ts';
import { type FileFormat, formatOf, formatOfRequired, type UnknownExtension } from './format.ts';
import { type ImportOptions, type ImportResolution, resolveImport } from './import-resolution.ts';
import { lookupPaths } from './lookup-paths.ts';
import type { PackageConfig } from './package-json.ts';
import { resolveExports } from './package-maps.ts';
import { targetContext } from './package-resolution.ts';
import { type RequireOptions, type RequireResolution, resolveRequire } from './require-resolution.ts';
import { createState, type ResolverOptions, type ResolverState } from './resolver-state.ts';

/** Resolves specifiers as Node does, on disk and in archives alike. Remembers package.json files and package directories. */
export class Resolver {
  readonly #state: ResolverState;

  constructor(options: ResolverOptions) {
    this.#state = createState(options);
  }

  /** How many resolutions used one of Node's deprecated leniencies, those of which nobody was told again included. */
  get deprecations(): number {
    return this.#state.deprecations;
  }

  /** The file that `require(request)` means. @throws Node's own errors; see {@link RequireOptions} */
  resolveRequire(request: string, options: RequireOptions): RequireResolution {
    return resolveRequire(this.#state, request, options);
  }

  /** The file or builtin that `import(specifier)` means, or null when it is neither. @throws Node's own errors */
  resolveImport(specifier: string, options: ImportOptions): ImportResolution | null {
    return resolveImport(this.#state, specifier, options);
  }

  /** `module.paths` of a module in that directory, with the archives that stand in for `node_modules`. */
  lookupPaths(directory: string): string[] {
    return lookupPaths(directory, this.#state.flavour, this.#state.hasArchive);
  }

  /** The package that a file is in, or null. @throws ERR_INVALID_PACKAGE_CONFIG when its package.json is not JSON */
  packageScope(path: string): PackageConfig | null {
    return this.#state.packages.scopeOf(path);
  }

  /** `module.findPackageJSON` of a package name, asked from the module at `base`. @throws Node's own errors */
  findPackageJson(specifier: string, base: string): string {
    return findPackageJson(this.#state, specifier, base);
  }

  /** The format that `import` takes a file for; undefined when only the source can tell. */
  formatOf(path: string): FileFormat | UnknownExtension | undefined {
    return formatOf(path, this.#state);
  }

  /** The format that `require` takes a file for; undefined when only the source can tell. */
  formatOfRequired(path: string): FileFormat | undefined {
    return formatOfRequired(path, this.#state);
  }

  /** The file that the package in `directory` exports as '.'; null when it has no "exports". @throws Node's own errors */
  packageEntry(directory: string, conditions: ReadonlySet<string>): string | null {
    const config = this.#state.packages.read(directory);
    if (config === null || config.exports === undefined) return null;
    const importer = { path: config.path, url: null };
    const target = resolveExports(config, '.', targetContext(this.#state, importer, conditions));
    const file = typeof target === 'string' ? target : fileURLToPath(target, { windows: this.#state.windows });
    return this.#state.view.kind(file) === 'file' ? this.#state.view.realpath(file) : null;
  }

  /** Forgets package.json files and package directories, after a mount, an unmount or a change on disk. */
  clear(): void {
    this.#state.packages.clear();
    this.#state.packageRoots.clear();
  }
}
