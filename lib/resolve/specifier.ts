// Taking specifiers apart, as text: no file is asked for here.
import type { PathFlavour } from './file-view.ts';

/** A package name ('lodash', '@scope/name') and what is wanted of it ('.', './sub/path.js'). */
export interface PackageRequest {
  readonly name: string;
  readonly subpath: string;
}

const DOT = 46;
const SLASH = 47;
const BACKSLASH = 92;
const PERCENT = 37;

/** Whether `import` treats the specifier as relative to the importer's URL, or absolute: '.', '..', './x', '../x', '/x'. */
export function isPathSpecifier(specifier: string): boolean {
  const first = specifier.charCodeAt(0);
  if (first === SLASH) return true;
  if (first !== DOT) return false;
  const second = specifier.charCodeAt(1);
  if (specifier.length === 1 || second === SLASH) return true;
  if (second !== DOT) return false;
  return specifier.length === 2 || specifier.charCodeAt(2) === SLASH;
}

/** Whether `require` treats the request as relative. Node takes '..\' as relative everywhere, '.\' on Windows only. */
export function isRelativeRequest(request: string, windows: boolean): boolean {
  if (request.charCodeAt(0) !== DOT) return false;
  if (request.length === 1 || request === '..') return true;
  const second = request.charCodeAt(1);
  if (second === SLASH || (windows && second === BACKSLASH)) return true;
  if (second !== DOT) return false;
  const third = request.charCodeAt(2);
  return third === SLASH || third === BACKSLASH;
}

/** Whether `require` looks for the request beside the requiring module only, not in its lookup directories. */
export function isLocalRequest(request: string, windows: boolean): boolean {
  if (request.charCodeAt(0) !== DOT) return false;
  if (request.length === 1) return true;
  const second = request.charCodeAt(1);
  return second === DOT || second === SLASH || (windows && second === BACKSLASH);
}

/** Whether `require` takes the request for a directory only: it ends in '/', '/.', '/..', or is '.' or '..'. */
export function asksForDirectory(request: string): boolean {
  const length = request.length;
  const last = request.charCodeAt(length - 1);
  if (last === SLASH) return true;
  if (last !== DOT) return false;
  if (length === 1) return true;
  const second = request.charCodeAt(length - 2);
  if (second === SLASH) return true;
  return second === DOT && (length === 2 || request.charCodeAt(length - 3) === SLASH);
}

function isNamePart(text: string, start: number, end: number): boolean {
  for (let at = start; at < end; at++) {
    const code = text.charCodeAt(at);
    if (code === BACKSLASH || code === PERCENT) return false;
  }
  return end > start;
}

/**
 * Takes a bare specifier of `import` apart.
 * @returns null when the name is none: '@scope' alone, a leading '.', a '%' or a '\' in it
 * @see https://nodejs.org/api/esm.html#resolution-algorithm-specification PACKAGE_RESOLVE
 */
export function parsePackageSpecifier(specifier: string): PackageRequest | null {
  let end = specifier.indexOf('/');
  if (specifier.charCodeAt(0) === 64) {
    if (end === -1) return null;
    end = specifier.indexOf('/', end + 1);
  }
  const name = end === -1 ? specifier : specifier.slice(0, end);
  if (name.charCodeAt(0) === DOT || name.includes('\\') || name.includes('%')) return null;
  return { name, subpath: end === -1 ? '.' : `.${specifier.slice(end)}` };
}

/**
 * Takes a request of `require` apart, as Node does before it looks for "exports". More lenient than {@link parsePackageSpecifier}.
 * @returns null when no package name is in it
 */
export function parsePackageRequest(request: string): PackageRequest | null {
  const first = request.indexOf('/');
  if (request.charCodeAt(0) === 64 && first > 1 && isNamePart(request, 1, first)) {
    const next = request.indexOf('/', first + 1);
    const end = next === -1 ? request.length : next;
    if (request.charCodeAt(first + 1) !== DOT && isNamePart(request, first + 1, end)) {
      return { name: request.slice(0, end), subpath: `.${request.slice(end)}` };
    }
  }
  const end = first === -1 ? request.length : first;
  if (request.charCodeAt(0) === DOT || !isNamePart(request, 0, end)) return null;
  return { name: request.slice(0, end), subpath: `.${request.slice(end)}` };
}

const NOT_PLAIN = /[^\w./@+-]/;

/**
 * Whether every character means the same in a path and in a URL, nothing needs escaping on any Node version, and no segment is
 * empty or starts with a dot. Such text can be joined to a directory as it is. '' is not plain.
 */
export function isPlainRelative(text: string): boolean {
  const first = text.charCodeAt(0);
  if (text.length === 0 || first === DOT || first === SLASH) return false;
  if (text.charCodeAt(text.length - 1) === SLASH || text.includes('//') || text.includes('/.')) return false;
  return !NOT_PLAIN.test(text);
}

/** Whether every character means the same in a path and in a URL, whatever the segments are. */
export function isPlainText(text: string): boolean {
  return !NOT_PLAIN.test(text);
}

/** Whether an absolute POSIX path reads the same in a URL, on any Node version. */
export function isPlainPath(path: string): boolean {
  return path.charCodeAt(0) === SLASH && !NOT_PLAIN.test(path);
}

/**
 * `path.resolve(directory, specifier)` for './x', '../x' and 'x' by concatenation.
 * @param directory absolute, normalised, POSIX
 * @returns null when it takes more than that; then ask `path.resolve` or `new URL`
 */
export function joinRelative(directory: string, specifier: string): string | null {
  let start = 0;
  let base = directory === '/' ? '' : directory;
  if (specifier.startsWith('./')) {
    start = 2;
  } else {
    while (specifier.startsWith('../', start)) {
      start += 3;
      base = base.slice(0, Math.max(0, base.lastIndexOf('/')));
    }
  }
  const rest = start === 0 ? specifier : specifier.slice(start);
  if (rest === '' || rest.charCodeAt(0) === DOT || rest.charCodeAt(0) === SLASH) return null;
  if (rest.charCodeAt(rest.length - 1) === SLASH || rest.includes('//') || rest.includes('/.')) return null;
  return `${base}/${rest}`;
}

/** `path.dirname` of an absolute, normalised path. */
export function parentOf(path: string, flavour: PathFlavour): string {
  const end = flavour.sep === '/' ? path.lastIndexOf('/') : 0;
  return end > 0 ? path.slice(0, end) : flavour.dirname(path);
}

const NOT_NORMAL = /^(?:[^/]|$)|\/\.{0,2}(?:\/|$)/;

/** The directory as {@link joinRelative} needs it. `path.resolve` costs more than all the rest of a look. */
export function normalDirectory(directory: string, flavour: PathFlavour): string {
  return flavour.sep === '/' && !NOT_NORMAL.test(directory) ? directory : flavour.resolve(directory);
}

/** `path.resolve(directory, specifier)` for a `directory` that is absolute and normalised. */
export function joinPath(directory: string, specifier: string, flavour: PathFlavour): string {
  return (flavour.sep === '/' ? joinRelative(directory, specifier) : null) ?? flavour.resolve(directory, specifier);
}

/** `directory` joined with '/'-separated `name`, in the platform's spelling. */
export function joinName(directory: string, name: string, flavour: PathFlavour): string {
  if (flavour.sep === '/') return directory.endsWith('/') ? directory + name : `${directory}/${name}`;
  return flavour.join(directory, name);
}
