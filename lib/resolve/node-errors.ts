// The errors of Node's own resolution, worded and shaped as Node's, so that callers cannot tell ours from Node's.
import { captureAs, movable } from '../stack-start.ts';

/** An error as Node's loaders throw it. */
export interface NodeError extends Error {
  code: string;
  url?: string;
  path?: string;
  requestPath?: string;
  requireStack?: string[];
  input?: string;
}

/** Where Node's versions differ: in how they word or shape an error, and in two rules. */
export interface Quirks {
  /** Node 20 reads package.json in JavaScript and hands on what JSON.parse said; later ones read it in C++ and say less. */
  readonly packageConfigReason: boolean;
  /** The `path` of "Cannot find module" for an exports target that is not there. */
  readonly exportsPathOfSelf: 'package.json' | 'directory';
  readonly exportsPathOfPackage: 'package.json' | 'directory';
  /** Whether `#/…` is a valid specifier. https://github.com/nodejs/node/pull/60864 */
  readonly slashImports: boolean;
  /** Whether "exports" and "imports" count when they are numbers or booleans; the C++ reader ignores such. */
  readonly oddMaps: boolean;
  /** Whether a package.json that is no object, or whose "name" or "type" is no string, is refused. */
  readonly strictFields: boolean;
  /** Whether the error for an empty "main" shows the package's directory with a final separator. */
  readonly emptyMainSeparator: boolean;
}

/**
 * The quirks of one Node version.
 * @param version as in `process.versions.node`: '24.14.0'
 */
export function quirksOf(version: string): Quirks {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  return {
    packageConfigReason: major < 22,
    exportsPathOfSelf: major < 24 ? 'package.json' : 'directory',
    exportsPathOfPackage: major < 22 ? 'package.json' : 'directory',
    slashImports: major > 25 || (major === 25 && minor >= 4) || (major === 24 && minor >= 14),
    oddMaps: major < 22,
    strictFields: major >= 22,
    emptyMainSeparator: major < 22,
  };
}

function withCode(error: NodeError, code: string): NodeError {
  const name = `${error.name} [${code}]`;
  captureAs(error, name);
  error.code = code;
  Object.defineProperty(error, 'toString', {
    value(this: Error): string {
      return `${this.name} [${code}]: ${this.message}`;
    },
    configurable: true,
    writable: true,
  });
  return movable(error, name);
}

function coded(code: string, message: string): NodeError {
  return withCode(new Error(message) as NodeError, code);
}

function codedType(code: string, message: string): NodeError {
  return withCode(new TypeError(message) as NodeError, code);
}

/** Errors that Node throws from C++ carry a code but do not show it. */
function plain(code: string, message: string): NodeError {
  const error = new Error(message) as NodeError;
  error.code = code;
  return movable(error, error.name);
}

function importedFrom(base: string | null): string {
  return base === null ? '' : ` imported from ${base}`;
}

/** ERR_MODULE_NOT_FOUND for a file. `url` is what was looked for. */
export function importedModuleNotFound(path: string, base: string, url: string): NodeError {
  const error = coded('ERR_MODULE_NOT_FOUND', `Cannot find module '${path}' imported from ${base}`);
  error.url = url;
  return error;
}

/** ERR_MODULE_NOT_FOUND for a package name. */
export function importedPackageNotFound(name: string, base: string): NodeError {
  return coded('ERR_MODULE_NOT_FOUND', `Cannot find package '${name}' imported from ${base}`);
}

/** ERR_MODULE_NOT_FOUND for a package without exports whose main file is not there. */
export function importedMainNotFound(path: string, base: string): NodeError {
  return plain('ERR_MODULE_NOT_FOUND', `Cannot find package '${path}' imported from ${base}`);
}

/** ERR_UNSUPPORTED_DIR_IMPORT. */
export function directoryImport(path: string, base: string, url: string): NodeError {
  const error = coded(
    'ERR_UNSUPPORTED_DIR_IMPORT',
    `Directory import '${path}' is not supported resolving ES modules imported from ${base}`,
  );
  error.url = url;
  return error;
}

/** ERR_UNSUPPORTED_RESOLVE_REQUEST. */
export function unsupportedResolveRequest(specifier: string, base: string, cause: unknown): NodeError {
  const error = codedType(
    'ERR_UNSUPPORTED_RESOLVE_REQUEST',
    `Failed to resolve module specifier "${specifier}" from "${base}": Invalid relative URL or base scheme is not hierarchical.`,
  );
  error.cause = cause;
  return error;
}

/** ERR_INVALID_MODULE_SPECIFIER. */
export function invalidModuleSpecifier(request: string, reason: string, base: string | null): NodeError {
  return codedType('ERR_INVALID_MODULE_SPECIFIER', `Invalid module "${request}" ${reason}${importedFrom(base)}`);
}

/** ERR_INVALID_PACKAGE_CONFIG for a file that is JSON but says what it must not. `base` is the importer as URL. */
export function invalidPackageConfig(path: string, base: string | null, reason: string): NodeError {
  const importing = base === null ? '' : ` while importing ${base}`;
  return coded('ERR_INVALID_PACKAGE_CONFIG', `Invalid package config ${path}${importing}. ${reason}`);
}

/** Who wanted a package.json that turned out not to be JSON. */
export interface PackageJsonReader {
  readonly specifier: string;
  /** Path of the importing module. */
  readonly base: string;
}

/**
 * The error for a package.json that is not JSON.
 * @param cause what JSON.parse threw
 * @param reader who wanted it: an import of a package, the scope of an imported path, or null for the CommonJS loader
 */
export function unparsablePackageConfig(
  path: string,
  cause: unknown,
  reader: PackageJsonReader | { readonly scopeOf: string } | null,
  quirks: Quirks,
): Error {
  const importing =
    reader !== null && 'specifier' in reader ? ` while importing "${reader.specifier}" from ${reader.base}` : '';
  if (!quirks.packageConfigReason)
    return plain('ERR_INVALID_PACKAGE_CONFIG', `Invalid package config ${path}${importing}.`);
  const reason = cause instanceof Error ? cause.message : String(cause);
  if (reader !== null) {
    const scope = 'scopeOf' in reader ? ` while importing ${reader.scopeOf}` : importing;
    return coded('ERR_INVALID_PACKAGE_CONFIG', `Invalid package config ${path}${scope}. ${reason}`);
  }
  const error = new SyntaxError(`Error parsing ${path}: ${reason}`) as unknown as NodeError;
  error.path = path;
  return error;
}

/**
 * ERR_INVALID_PACKAGE_TARGET.
 * @param directory the package's directory, with its trailing separator
 * @param key the key of "exports" or "imports"
 * @param target what stands there, as text
 */
export function invalidPackageTarget(
  directory: string,
  key: string,
  target: string,
  internal: boolean,
  base: string | null,
): NodeError {
  const hint = !internal && target.length > 0 && !target.startsWith('./') ? '; targets must start with "./"' : '';
  const what = key === '.' ? '"exports" main target' : `"${internal ? 'imports' : 'exports'}" target`;
  const where = key === '.' ? 'defined in' : `defined for '${key}' in`;
  return coded(
    'ERR_INVALID_PACKAGE_TARGET',
    `Invalid ${what} ${JSON.stringify(target)} ${where} the package config ${directory}package.json${importedFrom(base)}${hint}`,
  );
}

/** ERR_PACKAGE_IMPORT_NOT_DEFINED. `directory` as in {@link invalidPackageTarget}, or null when there is no package. */
export function packageImportNotDefined(specifier: string, directory: string | null, base: string): NodeError {
  const where = directory === null ? '' : ` in package ${directory}package.json`;
  return codedType(
    'ERR_PACKAGE_IMPORT_NOT_DEFINED',
    `Package import specifier "${specifier}" is not defined${where} imported from ${base}`,
  );
}

/** ERR_PACKAGE_PATH_NOT_EXPORTED. `directory` as in {@link invalidPackageTarget}. */
export function packagePathNotExported(directory: string, subpath: string, base: string | null): NodeError {
  const what =
    subpath === '.' ? 'No "exports" main defined in ' : `Package subpath '${subpath}' is not defined by "exports" in `;
  return coded('ERR_PACKAGE_PATH_NOT_EXPORTED', `${what}${directory}package.json${importedFrom(base)}`);
}

/** ERR_UNKNOWN_FILE_EXTENSION; `extension` with its dot. Only `import` knows it. */
export function unknownFileExtension(extension: string, path: string): NodeError {
  return codedType('ERR_UNKNOWN_FILE_EXTENSION', `Unknown file extension "${extension}" for ${path}`);
}

/** ERR_INVALID_URL_SCHEME, which `require` of a `#name` that stands for a builtin ends in. */
export function invalidUrlScheme(): NodeError {
  return codedType('ERR_INVALID_URL_SCHEME', 'The URL must be of scheme file');
}

/** MODULE_NOT_FOUND for a request. `requireStack` holds the requiring module and its parents. */
export function requiredModuleNotFound(request: string, requireStack: readonly string[]): NodeError {
  const stack = requireStack.length > 0 ? `\nRequire stack:\n- ${requireStack.join('\n- ')}` : '';
  const error = plain('MODULE_NOT_FOUND', `Cannot find module '${request}'${stack}`);
  error.requireStack = [...requireStack];
  return error;
}

/** MODULE_NOT_FOUND for a file that "exports" or "imports" name. */
export function requiredTargetNotFound(request: string, packagePath: string | null): NodeError {
  const error = plain('MODULE_NOT_FOUND', `Cannot find module '${request}'`);
  if (packagePath !== null) error.path = packagePath;
  return error;
}

/** MODULE_NOT_FOUND for a package whose "main" names nothing. */
export function requiredMainNotFound(filename: string, packageJson: string, request: string): NodeError {
  const error = plain(
    'MODULE_NOT_FOUND',
    `Cannot find module '${filename}'. Please verify that the package.json has a valid "main" entry`,
  );
  error.path = packageJson;
  error.requestPath = request;
  return error;
}
