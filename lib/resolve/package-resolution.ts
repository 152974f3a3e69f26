// A bare specifier of `import` -> the package, and the file of it: self-reference, the walk, archives, path entries, legacy main.
// @see https://nodejs.org/api/esm.html#resolution-algorithm-specification PACKAGE_RESOLVE
import { pathToFileURL } from 'node:url';
import { MODULES_ARCHIVE } from './lookup-paths.ts';
import { importedMainNotFound, importedPackageNotFound, invalidModuleSpecifier } from './node-errors.ts';
import type { PackageConfig, Wanting } from './package-json.ts';
import { resolveExports } from './package-maps.ts';
import { type Importer, importerPath, type Target, type TargetContext } from './package-targets.ts';
import type { ResolverState } from './resolver-state.ts';
import { isPlainRelative, joinName, parentOf, parsePackageSpecifier } from './specifier.ts';

const MAIN_ENDINGS = ['', '.js', '.json', '.node', '/index.js', '/index.json', '/index.node'] as const;
const INDEX_FILES = ['index.js', 'index.json', 'index.node'] as const;

/** Whether a path entry is itself the package of that name: its package.json says so. */
export function isPackageItself(state: ResolverState, entry: string, name: string): boolean {
  return state.packages.read(entry)?.name === name;
}

function isDirectory(state: ResolverState, path: string): boolean {
  return state.view.kind(path) === 'directory';
}

function packageAmongEntries(state: ResolverState, name: string): string | null {
  for (const entry of state.pathEntries()) {
    const nested = joinName(joinName(entry, 'node_modules', state.flavour), name, state.flavour);
    if (isDirectory(state, nested)) return nested;
    const direct = joinName(entry, name, state.flavour);
    if (isDirectory(state, direct)) return direct;
    if (isPackageItself(state, entry, name)) return entry;
  }
  return null;
}

function walkForPackage(state: ResolverState, name: string, from: string): string | null {
  const { sep } = state.flavour;
  const ending = state.windows ? name.replaceAll('/', sep) : name;
  let directory = from;
  for (;;) {
    const prefix = directory.endsWith(sep) ? directory : directory + sep;
    const candidate = `${prefix}node_modules${sep}${ending}`;
    if (isDirectory(state, candidate)) return candidate;
    const archive = prefix + MODULES_ARCHIVE;
    if (state.hasArchive(archive)) {
      const nested = `${archive}${sep}node_modules${sep}${ending}`;
      if (isDirectory(state, nested)) return nested;
      const direct = `${archive}${sep}${ending}`;
      if (isDirectory(state, direct)) return direct;
    }
    const parent = parentOf(directory, state.flavour);
    if (parent === directory) return packageAmongEntries(state, name);
    directory = parent;
  }
}

/**
 * The directory of the package that `name` means in `from`, in the order: for each directory upwards `node_modules`, then the
 * archive beside it; then the path entries. What is found is remembered, so that thousands of imports of one package walk once.
 * @param name package name, '/'-separated
 * @param from absolute directory of the importer, without trailing separator
 * @returns null when there is no such package
 */
export function findPackage(state: ResolverState, name: string, from: string): string | null {
  let roots = state.packageRoots.get(from);
  const known = roots?.get(name);
  if (known !== undefined) return known;
  const root = walkForPackage(state, name, from);
  if (root === null) return null;
  if (roots === undefined) {
    roots = new Map();
    state.packageRoots.set(from, roots);
  }
  roots.set(name, root);
  return root;
}

function isFile(state: ResolverState, path: string): boolean {
  return state.view.kind(path) === 'file';
}

/** The main file of a package without "exports", by CommonJS rules with fixed extensions. */
function resolveLegacyMain(
  state: ResolverState,
  directory: string,
  main: string | undefined,
  importer: Importer,
): string {
  if (main !== undefined && main !== '') {
    const base = state.flavour.resolve(directory, `./${main}`);
    for (const ending of MAIN_ENDINGS) {
      const path = state.flavour.normalize(base + ending);
      if (isFile(state, path)) return path;
    }
  }
  for (const file of INDEX_FILES) {
    const path = joinName(directory, file, state.flavour);
    if (isFile(state, path)) return path;
  }
  const shown =
    main === '' && state.quirks.emptyMainSeparator
      ? directory + state.flavour.sep
      : state.flavour.resolve(directory, main === undefined ? 'index.js' : `./${main}`);
  throw importedMainNotFound(shown, importerPath(importer, state.flavour) ?? '');
}

/** What "exports" and "imports" need to know, for one importer. */
export function targetContext(
  state: ResolverState,
  importer: Importer,
  conditions: ReadonlySet<string>,
): TargetContext {
  return {
    flavour: state.flavour,
    importer,
    conditions,
    resolveBare: (specifier, from, set) => resolvePackage(state, specifier, from, set),
    deprecate: state.deprecate,
  };
}

/**
 * Resolves a bare specifier by the rules of `import`, not looking whether the file exists (a legacy main excepted).
 * @param importer whose path or file: URL is given
 * @throws ERR_INVALID_MODULE_SPECIFIER, ERR_MODULE_NOT_FOUND, ERR_INVALID_PACKAGE_CONFIG, and as `resolveExports`
 */
export function resolvePackage(
  state: ResolverState,
  specifier: string,
  importer: Importer,
  conditions: ReadonlySet<string>,
): Target {
  if (state.isBuiltin(specifier)) return new URL(`node:${specifier}`);
  const base = importerPath(importer, state.flavour) ?? '';
  const request = parsePackageSpecifier(specifier);
  if (request === null) throw invalidModuleSpecifier(specifier, 'is not a valid package name', base);
  const from = parentOf(base, state.flavour);
  const scope = state.packages.scopeOfDirectory(from, { scopeOf: base });
  if (scope !== null && scope.exports !== undefined && scope.name === request.name) {
    return resolveExports(scope, request.subpath, targetContext(state, importer, conditions));
  }
  const directory = findPackage(state, request.name, from);
  if (directory === null) throw importedPackageNotFound(request.name, base);
  const wanting: Wanting = { specifier, base };
  const config: PackageConfig | null = state.packages.read(directory, wanting);
  if (config !== null && config.exports !== undefined) {
    return resolveExports(config, request.subpath, targetContext(state, importer, conditions));
  }
  if (request.subpath === '.') return resolveLegacyMain(state, directory, config?.main, importer);
  const file = request.subpath.slice(2);
  if (!state.windows && isPlainRelative(file)) return `${directory}/${file}`;
  return new URL(
    request.subpath,
    pathToFileURL(joinName(directory, 'package.json', state.flavour), { windows: state.windows }),
  );
}
