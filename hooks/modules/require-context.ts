// What the CommonJS patches ask, answered: does an archive take part in this `require`, and which file does it mean?
import path from 'node:path';
import type { Resolver } from '../../lib/resolve/resolver.ts';
import { COMPILED_EXTENSION } from '../../loaders/compiled/sourceless-members.ts';
import type { Lazy } from '../lazy.ts';
import type { CommonJSModule, ResolveFilenameOptions } from './node-module.ts';
import { Module } from './node-module.ts';

export interface RequireResolutionContext {
  readonly resolver: Lazy<Resolver>;
  /** Whether the path lies inside an archive (or is one). */
  owns(path: string): boolean;
  /** A cheap test of a relative or absolute request: whether it can lead from the disk into an archive. */
  mayNameArchive(request: string): boolean;
  /** Whether anything has been mounted or named in ZIPIMPORT_PATH. */
  hasPathEntries(): boolean;
  /** Whether an archive is among lookup paths. */
  holdsArchive(paths: readonly string[]): boolean;
  /** Lookup paths of a module that were made before the hooks were there, with the archives that stand in for `node_modules` put in. */
  withStandIns(paths: readonly string[]): readonly string[];
  /** The member to run when the path is an archive or lies in one; null when it does not. */
  entryPoint(path: string): string | null;
  readonly conditions: ReadonlySet<string>;
  readonly preserveSymlinks: boolean;
}

export type ResolveFilename = (
  request: string,
  parent: CommonJSModule | null,
  isMain: boolean,
  options: ResolveFilenameOptions | undefined,
) => string | null;

/** @returns a function that answers null where no archive is involved, so that Node's own resolution does the rest */
export function makeResolveFilename(context: RequireResolutionContext): ResolveFilename {
  const { resolver } = context;

  function search(
    request: string,
    parent: CommonJSModule | null,
    parentPaths: readonly string[],
    options: ResolveFilenameOptions | undefined,
    relativePaths?: readonly string[],
  ): string {
    const withExtensions = (extensions: readonly string[]): string =>
      resolver().resolveRequire(request, {
        parentPath: parent?.filename ?? null,
        parentPaths,
        globalPaths: Module.globalPaths,
        extensions,
        conditions: options?.conditions ?? context.conditions,
        preserveSymlinks: context.preserveSymlinks,
        requireStack: () => requireStack(parent),
        ...(relativePaths === undefined ? {} : { relativePaths }),
      }).path;
    const extensions = Object.keys(Module._extensions);
    try {
      return withExtensions(extensions);
    } catch (error) {
      if ((error as { code?: unknown }).code !== 'MODULE_NOT_FOUND') throw error;
      const compiled = extensions.includes(COMPILED_EXTENSION) ? null : compiledFile(withExtensions);
      if (compiled === null) throw error;
      return compiled;
    }
  }

  // './x' is also x.jsc, in an archive, and only where it is nothing else: no program that runs from a directory sees a difference.
  function compiledFile(withExtensions: (extensions: readonly string[]) => string): string | null {
    try {
      const file = withExtensions([COMPILED_EXTENSION]);
      return context.owns(file) ? file : null;
    } catch {
      return null;
    }
  }

  /** As {@link search} for a bare name asked for on disk: an archive may have it; where it does not, Node says so. */
  function searchFromDisk(...parameters: Parameters<typeof search>): string | null {
    try {
      const found = search(...parameters);
      return context.owns(found) ? found : null;
    } catch (error) {
      if ((error as { code?: unknown }).code === 'MODULE_NOT_FOUND') return null;
      throw error;
    }
  }

  return function resolveFilename(request, parent, isMain, options) {
    if (isMain) {
      const entry = context.entryPoint(path.resolve(request));
      if (entry !== null) return entry;
    }
    const from = parent?.filename ?? null;
    const fromArchive = from !== null && context.owns(from);
    const given = options?.paths;
    if (given !== undefined && !Array.isArray(given)) return null; // Node says what is wrong with it.
    if (given !== undefined) return withPaths(request, parent, given, options, fromArchive);
    if (fromArchive) return search(request, parent, parent?.paths ?? [], options);
    if (isLocal(request)) {
      if (!context.mayNameArchive(request)) return null;
      const target = path.resolve(from === null ? '.' : path.dirname(from), request);
      return context.owns(target) ? search(request, parent, [], options) : null;
    }
    const paths = context.withStandIns(parent?.paths ?? []);
    if (!context.hasPathEntries() && !context.holdsArchive(paths) && !context.holdsArchive(Module.globalPaths))
      return null;
    return searchFromDisk(request, parent, paths, options);
  };

  /** `require.resolve(request, { paths })`. */
  function withPaths(
    request: string,
    parent: CommonJSModule | null,
    given: readonly string[],
    options: ResolveFilenameOptions | undefined,
    fromArchive: boolean,
  ): string | null {
    if (!given.every((item) => typeof item === 'string')) return null; // Node says what is wrong with it.
    if (isLocal(request)) {
      const owned = path.isAbsolute(request)
        ? context.owns(request)
        : given.some((directory) => context.owns(path.resolve(directory, request)));
      return owned || fromArchive ? search(request, parent, [], options, given) : null;
    }
    const paths: string[] = [];
    for (const directory of given) {
      for (const candidate of Module._nodeModulePaths(directory)) {
        if (!paths.includes(candidate)) paths.push(candidate);
      }
    }
    if (fromArchive || paths.some((candidate) => context.owns(candidate)) || context.hasPathEntries()) {
      return fromArchive ? search(request, parent, paths, options) : searchFromDisk(request, parent, paths, options);
    }
    return null;
  }
}

/** './x', '../x', '.', '..' and absolute paths. */
function isLocal(request: string): boolean {
  const first = request.charCodeAt(0);
  if (first === 47) return true;
  if (first === 46) {
    const second = request.charCodeAt(1);
    if (request.length === 1 || second === 47 || (path.sep === '\\' && second === 92)) return true;
    if (second !== 46) return false;
    const third = request.charCodeAt(2);
    return request.length === 2 || third === 47 || (path.sep === '\\' && third === 92);
  }
  // Asked for every bare name: the platform would be read through the getter of `process`.
  return path.sep === '\\' && path.isAbsolute(request);
}

function requireStack(parent: CommonJSModule | null): string[] {
  const stack: string[] = [];
  for (let cursor: CommonJSModule | null | undefined = parent; cursor; cursor = cursor.parent) {
    stack.push(cursor.filename ?? cursor.id);
  }
  return stack;
}
