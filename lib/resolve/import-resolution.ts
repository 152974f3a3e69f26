// Resolution as `import` does it: ESM_RESOLVE of Node's documentation.
// @see https://nodejs.org/api/esm.html#resolution-algorithm-specification
import { fileURLToPath, pathToFileURL } from 'node:url';
import type { Found } from '../finders/finder.ts';
import { lookupPaths } from './lookup-paths.ts';
import {
  directoryImport,
  importedModuleNotFound,
  invalidModuleSpecifier,
  type NodeError,
  unsupportedResolveRequest,
} from './node-errors.ts';
import type { PackageConfig } from './package-json.ts';
import { resolveImports } from './package-maps.ts';
import { resolvePackage, targetContext } from './package-resolution.ts';
import type { Importer, Target } from './package-targets.ts';
import { resolveRequire } from './require-resolution.ts';
import type { ResolverState } from './resolver-state.ts';
import { isPathSpecifier, isPlainPath, isPlainText, joinRelative } from './specifier.ts';

/** Who imports, and how. */
export interface ImportOptions {
  /** URL of the importing module; of the working directory (ending in '/') for the main module. */
  readonly parentURL: string;
  readonly conditions: ReadonlySet<string>;
  /** Keeps the path as it was found, links and all. */
  readonly preserveSymlinks?: boolean;
}

/** A file, or the `node:` URL of a builtin. */
export type ImportResolution =
  | {
      readonly url: string;
      readonly path: string;
      /** The member, where the view said which. */
      readonly found?: Found;
    }
  | { readonly builtin: string };

const HINT_EXTENSIONS = ['.js', '.json', '.node'] as const;
const HINT_CONDITIONS: ReadonlySet<string> = new Set(['node', 'require', 'module-sync']);

/** file: URL of an absolute, normalised path, without the cost of a URL object where nothing needs escaping. */
export function urlOfPath(path: string, windows: boolean): string {
  if (!windows && isPlainPath(path) && !path.endsWith('/')) return `file://${path}`;
  return pathToFileURL(path, { windows }).href;
}

/** Path of the importer where its URL says it as it is, else null. */
function plainPathOf(parentURL: string): string | null {
  if (!parentURL.startsWith('file:///')) return null;
  const path = parentURL.slice(7);
  return isPlainPath(path) && !path.includes('/./') && !path.includes('/../') ? path : null;
}

/** `new URL(specifier, parentURL)` for the usual './x.js', as a path; null when it takes more. */
function joinPlain(specifier: string, parentURL: string): string | null {
  if (specifier.charCodeAt(0) === 47 || !isPlainText(specifier)) return null;
  const parent = plainPathOf(parentURL);
  if (parent === null || parent.includes('//')) return null;
  return joinRelative(parent.slice(0, Math.max(1, parent.lastIndexOf('/'))), specifier);
}

function shownBase(parentURL: string, windows: boolean): string {
  try {
    return fileURLToPath(parentURL, { windows });
  } catch {
    return parentURL;
  }
}

/** The URL or path that a specifier stands for, not looking whether it exists; null when it is not a file's or builtin's. */
function locate(state: ResolverState, specifier: string, options: ImportOptions): Target | null {
  const { parentURL, conditions } = options;
  if (isPathSpecifier(specifier)) {
    const joined = state.windows ? null : joinPlain(specifier, parentURL);
    if (joined !== null) return joined;
    try {
      return new URL(specifier, parentURL);
    } catch (cause) {
      throw unsupportedResolveRequest(specifier, parentURL, cause);
    }
  }
  if (specifier.includes(':') && URL.canParse(specifier)) {
    // '#a:b' cannot be a URL, so the order against "imports" does not matter.
    return new URL(specifier);
  }
  if (!parentURL.startsWith('file:')) return state.isBuiltin(specifier) ? new URL(`node:${specifier}`) : null;
  const path = state.windows ? null : plainPathOf(parentURL);
  const importer: Importer = { path: path ?? fileURLToPath(parentURL, { windows: state.windows }), url: parentURL };
  if (specifier.charCodeAt(0) !== 35) return resolvePackage(state, specifier, importer, conditions);
  const from = importer.path ?? '';
  const scope = (): PackageConfig | null => state.packages.scopeOf(from, { scopeOf: from });
  return resolveImports(specifier, scope, targetContext(state, importer, conditions), state.quirks.slashImports);
}

function finish(state: ResolverState, target: Target, options: ImportOptions): ImportResolution | null {
  const { view, windows, flavour } = state;
  let path: string;
  let tail = '';
  if (typeof target === 'string') {
    path = target;
  } else {
    if (target.protocol === 'node:') return { builtin: target.href };
    if (target.protocol !== 'file:') return null;
    if (/%2f|%5c/i.test(target.pathname)) {
      const reason = 'must not include encoded "/" or "\\" characters';
      throw invalidModuleSpecifier(target.pathname, reason, shownBase(options.parentURL, windows));
    }
    path = pathOfUrl(target, options.parentURL, windows);
    tail = target.search + target.hash;
  }
  const isDirectory = path.endsWith(flavour.sep);
  const file = isDirectory || options.preserveSymlinks === true ? undefined : view.file?.(path);
  if (file !== null && file !== undefined) {
    return { url: urlOfPath(file.path, windows) + tail, path: file.path, found: file.found };
  }
  const kind = isDirectory ? 'directory' : view.kind(path);
  if (kind === 'file') {
    if (options.preserveSymlinks === true)
      return { url: typeof target === 'string' ? urlOfPath(path, windows) : target.href, path };
    const real = view.realpath(path);
    return { url: urlOfPath(real, windows) + tail, path: real };
  }
  const url = typeof target === 'string' ? urlOfPath(path, windows) : target.href;
  const base = shownBase(options.parentURL, windows);
  if (kind === 'directory') throw directoryImport(path, base, url);
  throw importedModuleNotFound(path, base, url);
}

function pathOfUrl(url: URL, parentURL: string, windows: boolean): string {
  try {
    return fileURLToPath(url, { windows });
  } catch (error) {
    Object.assign(error as object, { input: url.href, module: parentURL });
    throw error;
  }
}

/** Node's "Did you mean to import …?", for what `require` would have found. */
function addHint(state: ResolverState, error: NodeError, specifier: string, options: ImportOptions): void {
  const hint = hintFor(state, specifier, options);
  if (hint === null || hint === specifier) return;
  const line = `\nDid you mean to import ${JSON.stringify(hint)}?`;
  const stack = error.stack ?? '';
  const end = stack.indexOf('\n');
  error.stack = end === -1 ? stack + line : stack.slice(0, end) + line + stack.slice(end);
  error.message += line;
}

function hintFor(state: ResolverState, specifier: string, options: ImportOptions): string | null {
  const { parentURL, preserveSymlinks = false } = options;
  const { flavour, windows } = state;
  try {
    const request = specifier.startsWith('file://') ? fileURLToPath(specifier, { windows }) : specifier;
    // Node asks for a module that has no filename yet, so relative requests are looked for in the working directory.
    const { path } = resolveRequire(state, request, {
      parentPath: null,
      parentPaths: lookupPaths(fileURLToPath(parentURL, { windows }), flavour, state.hasArchive),
      extensions: HINT_EXTENSIONS,
      conditions: HINT_CONDITIONS,
      preserveSymlinks,
    });
    if (isPathSpecifier(request) && !request.startsWith('/')) {
      const directory = parentURL.slice('file://'.length, parentURL.lastIndexOf('/'));
      const relative = flavour.posix.relative(directory, new URL(urlOfPath(path, windows)).pathname);
      return relative.startsWith('../') ? relative : `./${relative}`;
    }
    if (request.startsWith('/') || request.startsWith('.')) return path;
    const slash = request.indexOf('/');
    const name = slash === -1 ? request : request.slice(0, slash);
    const needle = `${flavour.sep}node_modules${flavour.sep}${name}${flavour.sep}`;
    const at = path.lastIndexOf(needle);
    if (at === -1) return urlOfPath(path, windows);
    return `${name}/${path
      .slice(at + needle.length)
      .split(flavour.sep)
      .map(encodeURIComponent)
      .join('/')}`;
  } catch {
    return null;
  }
}

/**
 * The file or builtin that `import(specifier)` means.
 * @returns null when it is neither: `data:`, `https:`, a bare name imported from such
 * @throws ERR_MODULE_NOT_FOUND, ERR_UNSUPPORTED_DIR_IMPORT and the other errors of Node's own resolution, in Node's words
 */
export function resolveImport(
  state: ResolverState,
  specifier: string,
  options: ImportOptions,
): ImportResolution | null {
  try {
    const target = locate(state, specifier, options);
    return target === null ? null : finish(state, target, options);
  } catch (error) {
    const code = (error as NodeError).code;
    if (code === 'ERR_MODULE_NOT_FOUND' || code === 'ERR_UNSUPPORTED_DIR_IMPORT') {
      addHint(state, error as NodeError, specifier, options);
    }
    throw error;
  }
}
