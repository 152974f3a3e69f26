// Reads package.json: one cache per directory, absences included, and the scope a file is in.
import { PACKAGE_FIELDS } from '../finders/prepared-packages.ts';
import type { FileView, PathFlavour } from './file-view.ts';
import { type PackageJsonReader, type Quirks, unparsablePackageConfig } from './node-errors.ts';
import { readFields } from './package-fields.ts';
import { parentOf } from './specifier.ts';

/** The fields of a package.json that resolution uses; each undefined where it is missing or of a type that Node ignores. */
export interface PackageConfig {
  /** Path of the package.json. */
  readonly path: string;
  /** Path of the package, without trailing separator. */
  readonly directory: string;
  readonly name: string | undefined;
  readonly main: string | undefined;
  readonly type: 'commonjs' | 'module' | 'none';
  readonly exports: unknown;
  readonly imports: unknown;
}

/** Who wants the package.json; only an error says it. null is the CommonJS loader. */
export type Wanting = PackageJsonReader | { readonly scopeOf: string } | null;

/** A package.json that is not JSON: remembered, because every module of the package asks again. */
interface Unparsable {
  readonly path: string;
  readonly cause: unknown;
}

export interface PackageJsonOptions {
  readonly view: FileView;
  readonly flavour: PathFlavour;
  readonly quirks: Quirks;
  /** Whether there is an archive of that path: a `node_modules.zip` ends a scope as `node_modules` does. */
  readonly hasArchive: (path: string) => boolean;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}

function own(data: Record<string, unknown>, key: string): unknown {
  return Object.hasOwn(data, key) ? data[key] : undefined;
}

function text(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

/** What Node would not read, though it is JSON; null when it is fine. */
function refusal(data: unknown, quirks: Quirks): TypeError | null {
  if (data === null) return new TypeError('package.json holds null');
  if (!quirks.strictFields) return null;
  if (!isObject(data) || Array.isArray(data)) return new TypeError('package.json holds no object');
  for (const key of ['name', 'type']) {
    if (Object.hasOwn(data, key) && typeof data[key] !== 'string') return new TypeError(`"${key}" is no string`);
  }
  return null;
}

/** "exports" or "imports"; null means the same as nothing. */
function map(value: unknown, quirks: Quirks): unknown {
  if (value === null || value === undefined) return undefined;
  return quirks.oddMaps || typeof value === 'object' || typeof value === 'string' ? value : undefined;
}

function configOf(path: string, directory: string, data: unknown, quirks: Quirks): PackageConfig {
  const fields = isObject(data) ? data : {};
  const type = own(fields, 'type');
  return {
    path,
    directory,
    name: text(own(fields, 'name')),
    main: text(own(fields, 'main')),
    type: type === 'commonjs' || type === 'module' ? type : 'none',
    exports: map(own(fields, 'exports'), quirks),
    imports: map(own(fields, 'imports'), quirks),
  };
}

/** package.json files as resolution needs them. What was read, or was not there, is remembered until {@link clear}. */
export class PackageJsonCache {
  readonly #view: FileView;
  readonly #flavour: PathFlavour;
  readonly #quirks: Quirks;
  readonly #hasArchive: (path: string) => boolean;
  readonly #configs: Map<string, PackageConfig | Unparsable | null> = new Map();
  readonly #scopes: Map<string, PackageConfig | null> = new Map();

  constructor(options: PackageJsonOptions) {
    this.#view = options.view;
    this.#flavour = options.flavour;
    this.#quirks = options.quirks;
    this.#hasArchive = options.hasArchive;
  }

  /**
   * The package.json directly in a directory.
   * @param directory absolute, without trailing separator (a root has one)
   * @returns null when there is none
   * @throws ERR_INVALID_PACKAGE_CONFIG (Node 20, CommonJS: SyntaxError) when it is not JSON
   */
  read(directory: string, wanting: Wanting = null): PackageConfig | null {
    let config = this.#configs.get(directory);
    if (config === undefined) {
      config = this.#load(directory);
      this.#configs.set(directory, config);
    }
    if (config !== null && 'cause' in config) {
      throw unparsablePackageConfig(config.path, config.cause, wanting, this.#quirks);
    }
    return config;
  }

  /**
   * The package.json that a file is under: the nearest, not looking beyond `node_modules`.
   * @param path absolute path of a file
   * @returns null when there is none
   * @throws as {@link read}
   * @see https://nodejs.org/api/esm.html#resolution-algorithm-specification LOOKUP_PACKAGE_SCOPE
   */
  scopeOf(path: string, wanting: Wanting = null): PackageConfig | null {
    return this.scopeOfDirectory(parentOf(path, this.#flavour), wanting);
  }

  /** {@link scopeOf} of the files directly in a directory. */
  scopeOfDirectory(directory: string, wanting: Wanting = null): PackageConfig | null {
    const known = this.#scopes.get(directory);
    if (known !== undefined) return known;
    const scope = this.#findScope(directory, wanting);
    this.#scopes.set(directory, scope);
    return scope;
  }

  /** Forgets everything, after a mount, an unmount or a change on disk. */
  clear(): void {
    this.#configs.clear();
    this.#scopes.clear();
  }

  #findScope(directory: string, wanting: Wanting): PackageConfig | null {
    if (this.#endsScope(directory)) return null;
    const config = this.read(directory, wanting);
    if (config !== null) return config;
    const parent = parentOf(directory, this.#flavour);
    return parent === directory ? null : this.scopeOfDirectory(parent, wanting);
  }

  #endsScope(directory: string): boolean {
    if (directory.endsWith('node_modules')) {
      return directory.charAt(directory.length - 13) === this.#flavour.sep;
    }
    return directory.endsWith(`${this.#flavour.sep}node_modules.zip`) && this.#hasArchive(directory);
  }

  #load(directory: string): PackageConfig | Unparsable | null {
    const separator = this.#flavour.sep;
    const path = directory.endsWith(separator) ? `${directory}package.json` : `${directory}${separator}package.json`;
    let data: unknown = this.#view.packageFields?.(path);
    const json = data === undefined ? this.#view.readText(path) : '';
    if (json === null) return null;
    try {
      data ??= this.#parse(json);
      const cause = refusal(data, this.#quirks);
      return cause === null ? configOf(path, directory, data, this.#quirks) : { path, cause };
    } catch (cause) {
      return { path, cause };
    }
  }

  #parse(json: string): unknown {
    const text = json.charCodeAt(0) === 0xfeff ? json.slice(1) : json;
    // Node 20 parses the whole file, and so refuses one that is broken where nobody reads it.
    return (this.#quirks.strictFields ? readFields(text, PACKAGE_FIELDS) : null) ?? JSON.parse(text);
  }
}
