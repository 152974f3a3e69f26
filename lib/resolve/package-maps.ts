// "exports" and "imports" as maps: which key a subpath or a `#name` matches.
// @see https://nodejs.org/api/esm.html#resolution-algorithm-specification PACKAGE_EXPORTS_RESOLVE, PACKAGE_IMPORTS_RESOLVE
import {
  invalidModuleSpecifier,
  invalidPackageConfig,
  packageImportNotDefined,
  packagePathNotExported,
} from './node-errors.ts';
import type { PackageConfig } from './package-json.ts';
import {
  directoryOf,
  importerPath,
  importerUrl,
  resolveTarget,
  type Target,
  type TargetContext,
  type TargetRequest,
} from './package-targets.ts';

/**
 * The order of pattern keys: the longer prefix before `*` first, then the longer key.
 * @returns negative when `a` comes first, positive when `b` does
 */
export function comparePatternKeys(a: string, b: string): number {
  const starA = a.indexOf('*');
  const starB = b.indexOf('*');
  const prefix = (starB === -1 ? b.length : starB + 1) - (starA === -1 ? a.length : starA + 1);
  if (prefix !== 0) return prefix;
  if (starA === -1) return 1;
  if (starB === -1) return -1;
  return b.length - a.length;
}

interface PatternMatch {
  readonly key: string;
  readonly star: string;
}

function matchPattern(keys: readonly string[], name: string, onPrefix?: () => void): PatternMatch | null {
  let best: PatternMatch | null = null;
  for (const key of keys) {
    const at = key.indexOf('*');
    if (at === -1 || !name.startsWith(key.slice(0, at))) continue;
    onPrefix?.();
    const trailer = key.slice(at + 1);
    if (name.length < key.length || !name.endsWith(trailer) || trailer.includes('*')) continue;
    if (best !== null && comparePatternKeys(best.key, key) <= 0) continue;
    best = { key, star: name.slice(at, name.length - trailer.length) };
  }
  return best;
}

function isMainSugar(exports: unknown, config: PackageConfig, context: TargetContext): boolean {
  if (typeof exports === 'string' || Array.isArray(exports)) return true;
  if (typeof exports !== 'object' || exports === null) return false;
  let sugar: boolean | undefined;
  for (const key of Object.keys(exports)) {
    const isCondition = !key.startsWith('.');
    sugar ??= isCondition;
    if (sugar === isCondition) continue;
    throw invalidPackageConfig(
      config.path,
      importerUrl(context.importer, context.flavour),
      '"exports" cannot contain some keys starting with \'.\' and some not. The exports object must either be an object of ' +
        'package subpath keys or an object of main entry condition name keys only.',
    );
  }
  return sugar ?? false;
}

/**
 * Resolves a subpath by the "exports" of a package.
 * @param config the package, whose `exports` is neither undefined nor null
 * @param subpath '.' or './…'
 * @throws ERR_PACKAGE_PATH_NOT_EXPORTED, ERR_INVALID_PACKAGE_TARGET, ERR_INVALID_PACKAGE_CONFIG, ERR_INVALID_MODULE_SPECIFIER
 */
export function resolveExports(config: PackageConfig, subpath: string, context: TargetContext): Target {
  const map = (isMainSugar(config.exports, config, context) ? { '.': config.exports } : config.exports) as Record<
    string,
    unknown
  >;
  let resolved: Target | null | undefined;
  const directory = subpath.endsWith('/');
  if (Object.hasOwn(map, subpath) && !subpath.includes('*') && !directory) {
    const request: TargetRequest = { config, key: subpath, star: null, internal: false, directory: false, context };
    resolved = resolveTarget(request, map[subpath]);
  } else {
    const onPrefix = directory ? (): void => deprecateTrailingSlash(config, subpath, context) : undefined;
    const match = matchPattern(Object.keys(map), subpath, onPrefix);
    if (match !== null) {
      const request: TargetRequest = { config, key: match.key, star: match.star, internal: false, directory, context };
      resolved = resolveTarget(request, map[match.key]);
    }
  }
  if (resolved !== null && resolved !== undefined) return resolved;
  throw packagePathNotExported(directoryOf(config), subpath, importerPath(context.importer, context.flavour));
}

function deprecateTrailingSlash(config: PackageConfig, subpath: string, context: TargetContext): void {
  const importer = importerPath(context.importer, context.flavour);
  context.deprecate({
    code: 'DEP0155',
    message:
      `Use of deprecated trailing slash pattern mapping "${subpath}" in the "exports" field module resolution of the package at ` +
      `${config.path}${importer === null ? '' : ` imported from ${importer}`}. Mapping specifiers ending in "/" is no longer supported.`,
  });
}

/**
 * Resolves a `#name` by the "imports" of the importer's package.
 * @param name starts with '#'
 * @param scopeOf gives the importer's package, or null when it is in none; not asked when the name is no name
 * @param allowSlash whether this Node version knows `#/…`
 * @throws ERR_PACKAGE_IMPORT_NOT_DEFINED, and as {@link resolveExports}
 */
export function resolveImports(
  name: string,
  scopeOf: () => PackageConfig | null,
  context: TargetContext,
  allowSlash: boolean,
): Target {
  const importer = (): string => importerPath(context.importer, context.flavour) ?? '';
  if (name === '#' || name.endsWith('/') || (!allowSlash && name.startsWith('#/'))) {
    throw invalidModuleSpecifier(name, 'is not a valid internal imports specifier name', importer());
  }
  const scope = scopeOf();
  if (scope !== null && scope.imports !== undefined) {
    const imports = scope.imports as Record<string, unknown>;
    let request: TargetRequest | null = null;
    if (Object.hasOwn(imports, name) && !name.includes('*')) {
      request = { config: scope, key: name, star: null, internal: true, directory: false, context };
    } else {
      const match = matchPattern(Object.keys(imports), name);
      if (match !== null) {
        request = { config: scope, key: match.key, star: match.star, internal: true, directory: false, context };
      }
    }
    const resolved = request === null ? null : resolveTarget(request, imports[request.key]);
    if (resolved !== null && resolved !== undefined) return resolved;
  }
  throw packageImportNotDefined(name, scope === null ? null : directoryOf(scope), importer());
}
