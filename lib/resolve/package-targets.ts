// What a target of "exports" or "imports" comes to: a string, an object of conditions, an array of fallbacks, null.
// @see https://nodejs.org/api/esm.html#resolution-algorithm-specification PACKAGE_TARGET_RESOLVE

import { fileURLToPath, pathToFileURL } from 'node:url';
import type { PathFlavour } from './file-view.ts';
import { invalidModuleSpecifier, invalidPackageConfig, invalidPackageTarget, type NodeError } from './node-errors.ts';
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
export interface TargetRequest {
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
export function directoryOf(config: PackageConfig): string {
  return config.path.slice(0, config.path.length - 'package.json'.length);
}

function invalidTarget(request: TargetRequest, target: unknown): NodeError {
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

function deprecateSegments(request: TargetRequest, target: string, ofTarget: boolean): void {
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
function resolveUrlTarget(request: TargetRequest, target: string): URL {
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

function resolveString(request: TargetRequest, target: string): Target {
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

function resolveConditions(request: TargetRequest, target: object): Target | null | undefined {
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

function resolveFallbacks(request: TargetRequest, targets: readonly unknown[]): Target | null | undefined {
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
export function resolveTarget(request: TargetRequest, target: unknown): Target | null | undefined {
  if (typeof target === 'string') return resolveString(request, target);
  if (target === null) return null;
  if (Array.isArray(target)) return resolveFallbacks(request, target);
  if (typeof target === 'object') return resolveConditions(request, target);
  throw invalidTarget(request, target);
}
