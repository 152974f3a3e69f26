// How the text of a bundle becomes a function: compiled, or taken from V8's code cache of it, which `pack --compile` puts into archives.
import { compileFunction, Script } from 'node:vm';
import { crc32 } from '../../lib/crc32.ts';

/** A bundle, ready to run. */
export type BundleFunction = (module: { exports: unknown }, exports: unknown, directory: string) => void;

export interface BundleCompiler {
  /**
   * @param name of the bundle: 'engine'
   * @param file what stack traces call it
   */
  compile(name: string, text: Buffer, file: string): BundleFunction;
}

/** Keeps the scripts that it makes, so that V8 can be asked for the code of all functions that were called. */
export interface RecordingCompiler extends BundleCompiler {
  /** The code caches so far, by the names that {@link cachingCompiler} asks for. */
  codeCaches(): ReadonlyMap<string, Buffer>;
}

const PARAMETERS = ['module', 'exports', '__dirname'];
const HEAD = `(function (${PARAMETERS.join(', ')}) {`;
const TAIL = '\n})';

/** Which compiler the bundles of this thread are loaded with. */
const SLOT = Symbol.for('zipimport.bundle-compiler');

const plainCompiler: BundleCompiler = {
  compile: (_, text, file) => compileFunction(text.toString(), PARAMETERS, { filename: file }) as BundleFunction,
};

/** The one that was set in this thread; else one that compiles. */
export function bundleCompiler(): BundleCompiler {
  return (globalThis as { [SLOT]?: BundleCompiler })[SLOT] ?? plainCompiler;
}

export function setBundleCompiler(compiler: BundleCompiler): void {
  (globalThis as { [SLOT]?: BundleCompiler })[SLOT] = compiler;
}

/** Whether the compiler of this thread records. */
export function recordingCompilerInUse(): RecordingCompiler | null {
  const compiler = bundleCompiler();
  return 'codeCaches' in compiler ? (compiler as RecordingCompiler) : null;
}

/**
 * The folder of the code caches that this Node.js can use; V8 itself checks its flags and the processor's features.
 * The cache of a bundle is a file in it, called by the bundle's name and its text's CRC-32: of any other text it is not the cache.
 */
export function cacheFolder(): string {
  return `${process.versions.v8}-${process.arch}/`;
}

function cacheName(name: string, text: Buffer): string {
  return `${cacheFolder()}${name}-${crc32(text).toString(16).padStart(8, '0')}.cache`;
}

/** @param find the checked code cache of that name, or null */
export function cachingCompiler(find: (name: string) => Buffer | null): BundleCompiler {
  return {
    compile(name, text, file) {
      const cachedData = find(cacheName(name, text));
      // What V8 does not take, it compiles.
      return cachedData === null ? plainCompiler.compile(name, text, file) : run(text, file, cachedData).bundle;
    },
  };
}

export function recordingCompiler(): RecordingCompiler {
  const scripts = new Map<string, Script>();
  return {
    compile(name, text) {
      // Under a name of no machine: V8 11 (Node.js 20) calls what comes from a code cache as it was called when the cache was made.
      const { script, bundle } = run(text, `zipimport/${name}.cjs`);
      scripts.set(cacheName(name, text), script);
      return bundle;
    },
    codeCaches: () => new Map([...scripts].map(([name, script]) => [name, script.createCachedData()])),
  };
}

function run(
  text: Buffer,
  filename: string,
  cachedData?: Buffer,
): { readonly script: Script; readonly bundle: BundleFunction } {
  const options = { filename, columnOffset: -HEAD.length };
  const script = new Script(
    HEAD + text.toString() + TAIL,
    cachedData === undefined ? options : { ...options, cachedData },
  );
  return { script, bundle: script.runInThisContext() as BundleFunction };
}
