// What both kinds of resolution share: the view, the caches, and what the composition root told them.
import path from 'node:path';
import type { FileView, PathFlavour } from './file-view.ts';
import { type Quirks, quirksOf } from './node-errors.ts';
import { PackageJsonCache } from './package-json.ts';
import type { Deprecation } from './package-targets.ts';

export interface ResolverOptions {
  readonly view: FileView;
  /** Whether there is an archive of that absolute path; asked for `<directory>/node_modules.zip`. Default: never. */
  readonly hasArchive?: (path: string) => boolean;
  /** The path entries, in order; asked each time, because mounts come and go. Default: none. */
  readonly pathEntries?: () => readonly string[];
  /** Whether Node has a builtin of that name without `node:`; `module.isBuiltin` will do. Default: none. */
  readonly isBuiltin?: (specifier: string) => boolean;
  /** Told of uses of Node's deprecated leniencies, each once. Default: nobody. */
  readonly onDeprecation?: (deprecation: Deprecation) => void;
  /** `path.posix` or `path.win32`. Default: the platform's. */
  readonly flavour?: PathFlavour;
  /** Version of Node whose quirks and wording to follow: '24.14.0'. Default: the running one. */
  readonly nodeVersion?: string;
}

export interface ResolverState {
  readonly view: FileView;
  readonly packages: PackageJsonCache;
  readonly flavour: PathFlavour;
  readonly windows: boolean;
  readonly quirks: Quirks;
  readonly hasArchive: (path: string) => boolean;
  readonly pathEntries: () => readonly string[];
  readonly isBuiltin: (specifier: string) => boolean;
  readonly deprecate: (deprecation: Deprecation) => void;
  /** How often that was called. */
  deprecations: number;
  /** Importing directory -> package name -> the package's directory. Only what was found. */
  readonly packageRoots: Map<string, Map<string, string>>;
}

export function createState(options: ResolverOptions): ResolverState {
  const flavour = options.flavour ?? path;
  const quirks = quirksOf(options.nodeVersion ?? process.versions.node);
  const hasArchive = options.hasArchive ?? ((): boolean => false);
  const told = new Set<string>();
  const deprecate = (deprecation: Deprecation): void => {
    state.deprecations += 1;
    if (options.onDeprecation === undefined || told.has(deprecation.message)) return;
    told.add(deprecation.message);
    options.onDeprecation(deprecation);
  };
  const state: ResolverState = {
    view: options.view,
    packages: new PackageJsonCache({ view: options.view, flavour, quirks, hasArchive }),
    flavour,
    windows: flavour.sep === '\\',
    quirks,
    hasArchive,
    pathEntries: options.pathEntries ?? ((): readonly string[] => []),
    isBuiltin: options.isBuiltin ?? ((): boolean => false),
    deprecate,
    deprecations: 0,
    packageRoots: new Map(),
  };
  return state;
}
