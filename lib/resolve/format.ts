// The format of a file, by its extension and the type of the package it is in.
import { pathToFileURL } from 'node:url';
import type { FileView, PathFlavour } from './file-view.ts';
import type { PackageJsonCache } from './package-json.ts';

/** Formats as Node's resolve hook names them. */
export type FileFormat =
  | 'commonjs'
  | 'module'
  | 'json'
  | 'wasm'
  | 'addon'
  | 'commonjs-typescript'
  | 'module-typescript';

/** An extension, with its dot, that `import` refuses. */
export interface UnknownExtension {
  readonly unknownExtension: string;
}

export interface FormatOptions {
  readonly view: FileView;
  readonly packages: PackageJsonCache;
  readonly flavour: PathFlavour;
}

const BY_EXTENSION: Readonly<Record<string, FileFormat | undefined>> = {
  __proto__: null as never,
  '.cjs': 'commonjs',
  '.cts': 'commonjs-typescript',
  '.json': 'json',
  '.mjs': 'module',
  '.mts': 'module-typescript',
  '.node': 'addon',
  '.wasm': 'wasm',
};

const WASM_MAGIC = '\0asm';

/** The extension of a file name with its dot; '' when there is none; a leading dot begins none. */
function extensionOf(path: string, flavour: PathFlavour): string {
  const dot = path.lastIndexOf('.');
  if (dot <= 0) return '';
  const before = path.charAt(dot - 1);
  if (before === '/' || before === flavour.sep) return '';
  return path.indexOf('/', dot) === -1 && path.indexOf(flavour.sep, dot) === -1 ? path.slice(dot) : '';
}

/** The extension as Node's error shows it: from the URL, where it may be escaped. */
function shownExtension(path: string, flavour: PathFlavour): string {
  const { pathname } = pathToFileURL(path, { windows: flavour.sep === '\\' });
  return pathname.slice(pathname.lastIndexOf('.'));
}

/**
 * The format that `import` takes a file for.
 * @returns undefined when only the source can tell: `.js`, `.ts` or no extension in a package without `type`
 *   (without extension, content that starts with the magic bytes of WebAssembly is 'wasm')
 * @throws ERR_INVALID_PACKAGE_CONFIG when the package.json is not JSON
 * @see https://nodejs.org/api/esm.html#resolution-algorithm-specification ESM_FILE_FORMAT
 */
export function formatOf(path: string, options: FormatOptions): FileFormat | UnknownExtension | undefined {
  const extension = extensionOf(path, options.flavour);
  if (extension === '.js' || extension === '.ts' || extension === '') {
    const type = options.packages.scopeOf(path, { scopeOf: path })?.type ?? 'none';
    if (type === 'none') return undefined;
    if (extension === '.ts') return `${type}-typescript`;
    if (extension === '' && type === 'module') return isWasm(path, options.view) ? 'wasm' : 'module';
    return type;
  }
  return BY_EXTENSION[extension] ?? { unknownExtension: shownExtension(path, options.flavour) };
}

function isWasm(path: string, view: FileView): boolean {
  return view.readText(path)?.startsWith(WASM_MAGIC) ?? false;
}

/**
 * The format that `require` takes a file for, when its extension has no handler of its own.
 * @returns undefined when only the source can tell, which is so for unknown extensions too
 */
export function formatOfRequired(path: string, options: FormatOptions): FileFormat | undefined {
  if (path.endsWith('.js') || path.endsWith('.ts')) {
    const type = options.packages.scopeOf(path)?.type ?? 'none';
    if (type === 'none') return undefined;
    return path.endsWith('.js') ? type : `${type}-typescript`;
  }
  const format = BY_EXTENSION[extensionOf(path, options.flavour)];
  return format === 'wasm' ? undefined : format;
}
