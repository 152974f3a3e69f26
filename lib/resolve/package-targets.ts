// "exports" and "imports": which target a subpath or a `#name` comes to.
// @see https://nodejs.org/api/esm.html#resolution-algorithm-specification PACKAGE_EXPORTS_RESOLVE and those below it

import { fileURLToPath, pathToFileURL } from 'node:url';
import type { PathFlavour } from './file-view.ts';
import {
  invalidModuleSpecifier,
  invalidPackageConfig,
  invalidPackageTarget,
  type NodeError,
  packageImportNotDefined,
  packagePathNotExported,
} from './node-errors.ts';
import type { PackageConfig } from './package-json.ts';
import { isPlainRelative } from './specifier.ts';

/** A path where the target needs no URL rules to be read, else a URL (of a file, or `node:`). */
export type Target = string | URL;

/** The module that asks. One of the two is enough; both null is a `require` that tells nobody. */
export interface Importer {
  readonly path: string | null;
  readonly url: string | null;
}

/** A use of Node's deprecated leniencies. */
export interface Deprecation {
  readonly code: 'DEP0128' | 'DEP0151' | 'DEP0155' | 'DEP0166';
  readonly message: string;
}

export interface TargetContext {
  readonly flavour: PathFlavour;
  readonly importer: Importer;
  readonly conditions: ReadonlySet<string>;
  /** Resolves the bare specifier that an "imports" target may be, from the package that says so. */
  readonly resolveBare: (specifier: string, importer: Importer, conditions: ReadonlySet<string>) => Target;
  readonly deprecate: (deprecation: Deprecation) => void;
}

/** What is being resolved, for the many places that only errors mention. */
interface Request {
  readonly config: PackageConfig;
  /** Key of "exports" or "imports" that matched. */
  readonly key: string;
  /** What `*` stands for, or null when the key is no pattern. */
  readonly star: string | null;
  readonly internal: boolean;
  /** A subpath that ends in '/', for which Node forgives more. */
  readonly directory: boolean;
  readonly context: TargetContext;
}

export function importerPath(importer: Importer, flavour: PathFlavour): string | null {
  if (importer.path !== null) return importer.path;
  return importer.url === null ? null : fileURLToPath(importer.url, { windows: flavour.sep === '\\' });
}

export function importerUrl(importer: Importer, flavour: PathFlavour): string | null {
  if (importer.url !== null) return importer.url;
  return importer.path === null ? null : pathToFileURL(importer.path, { windows: flavour.sep === '\\' }).href;
}

function packageUrl(config: PackageConfig, flavour: PathFlavour): URL {
  return pathToFileURL(config.path, { windows: flavour.sep === '\\' });
}

/** The package's directory with the trailing separator that Node's messages have. */
function directoryOf(config: PackageConfig): string {
  return config.path.slice(0, config.path.length - 'package.json'.length);
}

function invalidTarget(request: Request, target: unknown): NodeError {
  const { config, key, internal, context } = request;
  const shown = typeof target === 'object' && target !== null ? JSON.stringify(target, null, '') : `${target}`;
  return invalidPackageTarget(
    directoryOf(config),
    key,
    shown,
    internal,
    importerPath(context.importer, context.flavour),
  );
}

type SegmentFault = 'none' | 'empty' | 'forbidden';

/** Whether a target or subpath has segments that Node forbids ('.', '..', 'node_modules', also escaped), or deprecates (empty). */
export function segmentFault(text: string): SegmentFault {
  let fault: SegmentFault = 'none';
  for (const segment of text.split(/[\\/]/)) {
    if (segment === '') fault = 'empty';
    else if (isForbidden(segment)) return 'forbidden';
  }
  return fault;
}

function isForbidden(segment: string): boolean {
  let decoded = segment;
  if (segment.includes('%')) {
    try {
      decoded = decodeURIComponent(segment);
    } catch {
      return false;
    }
  }
  return decoded === '.' || decoded === '..' || decoded.toLowerCase() === 'node_modules';
}

function fillStar(text: string, star: string | null): string {
  return star === null ? text : text.split('*').join(star);
}

function isUrl(text: string): boolean {
  return text.includes(':') && URL.canParse(text);
}

function deprecateSegments(request: Request, target: string, ofTarget: boolean): void {
  const { config, key, star, internal, context } = request;
  const importer = importerPath(context.importer, context.flavour);
  const asked = star === null ? key : key.replace('*', () => star);
  const filled = fillStar(target, star);
  const what = /[/\\][/\\]/.test(ofTarget ? filled : asked) ? 'double slash' : 'leading or trailing slash matching';
  context.deprecate({
    code: 'DEP0166',
    message:
      `Use of deprecated ${what} resolving "${filled}" for module request "${asked}" ` +
      `${asked === key ? '' : `matched to "${key}" `}in the "${internal ? 'imports' : 'exports'}" field module resolution ` +
      `of the package at ${config.path}${importer === null ? '' : ` imported from ${importer}`}.`,
  });
}

/** A target that is not plain: read it by the rules of URLs, with all of Node's checks. */
function resolveUrlTarget(request: Request, target: string): URL {
  const { config, key, star, internal, context } = request;
  const fault = segmentFault(target.slice(2));
  if (fault === 'forbidden') throw invalidTarget(request, target);
  if (fault === 'empty' && !request.directory) deprecateSegments(request, target, true);
  const base = packageUrl(config, context.flavour);
  const resolved = new URL(target, base);
  if (!resolved.pathname.startsWith(new URL('.', base).pathname)) throw invalidTarget(request, target);
  if (star === null || star === '') return resolved;
  const starFault = segmentFault(star);
  if (starFault === 'forbidden') {
    const asked = key.replace('*', () => star);
    const reason = `request is not a valid match in pattern "${key}" for the "${internal ? 'imports' : 'exports'}" resolution of ${config.path}`;
    throw invalidModuleSpecifier(asked, reason, importerPath(context.importer, context.flavour));
  }
  if (starFault === 'empty' && !request.directory) deprecateSegments(request, target, false);
  return new URL(fillStar(resolved.href, star));
}

function resolveString(request: Request, target: string): Target {
  const { config, star, internal, context } = request;
  if (!target.startsWith('./')) {
    if (internal && !target.startsWith('/') && !target.startsWith('../') && !isUrl(target)) {
      return context.resolveBare(fillStar(target, star), { path: config.path, url: null }, context.conditions);
    }
    throw invalidTarget(request, target);
  }
  if (context.flavour.sep === '/' && (star === null || isPlainRelative(star))) {
    const filled = fillStar(target.slice(2), star);
    if (isPlainRelative(filled) && !/node_modules/i.test(filled)) return directoryOf(config) + filled;
  }
  return resolveUrlTarget(request, target);
}

function isArrayIndex(key: string): boolean {
  const number = Number(key);
  return String(number) === key && number >= 0 && number < 0xffff_ffff;
}

function resolveConditions(request: Request, target: object): Target | null | undefined {
  const { config, context } = request;
  const entries = Object.entries(target);
  for (const [key] of entries) {
    if (!isArrayIndex(key)) continue;
    const importer = importerUrl(context.importer, context.flavour);
    throw invalidPackageConfig(config.path, importer, '"exports" cannot contain numeric property keys.');
  }
  for (const [key, value] of entries) {
    if (key !== 'default' && !context.conditions.has(key)) continue;
    const resolved = resolveTarget(request, value);
    if (resolved !== undefined) return resolved;
  }
  return undefined;
}

function resolveFallbacks(request: Request, targets: readonly unknown[]): Target | null | undefined {
  let failure: unknown = targets.length === 0 ? null : undefined;
  for (const target of targets) {
    try {
      const resolved = resolveTarget(request, target);
      if (resolved === undefined) continue;
      if (resolved !== null) return resolved;
      failure = null;
    } catch (error) {
      if ((error as NodeError).code !== 'ERR_INVALID_PACKAGE_TARGET') throw error;
      failure = error;
    }
  }
  if (failure === null || failure === undefined) return failure;
  throw failure;
}

/** null: the target is there and forbids; undefined: no condition matches. */
function resolveTarget(request: Request, target: unknown): Target | null | undefined {
  if (typeof target === 'string') return resolveString(request, target);
  if (target === null) return null;
  if (Array.isArray(target)) return resolveFallbacks(request, target);
  if (typeof target === 'object') return resolveConditions(request, target);
  throw invalidTarget(request, target);
}

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
    const request: Request = { config, key: subpath, star: null, internal: false, directory: false, context };
    resolved = resolveTarget(request, map[subpath]);
  } else {
    const onPrefix = directory ? (): void => deprecateTrailingSlash(config, subpath, context) : undefined;
    const match = matchPattern(Object.keys(map), subpath, onPrefix);
    if (match !== null) {
      const request: Request = { config, key: match.key, star: match.star, internal: false, directory, context };
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
    let request: Request | null = null;
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
