// Which `require` led where in a recorded run: looked up where the archive has it, written down while a run is recorded.
import type { Finder, MemberName } from '../../lib/finders/finder.ts';
import type { FileTree } from '../../lib/path/file-tree.ts';
import { MODULES_ARCHIVE } from '../../lib/resolve/lookup-paths.ts';
import { environmentOf, mayEndWith, ResolutionTable, resolutionsName } from '../../lib/resolve/resolution-table.ts';
import { type Lazy, lazyFor } from '../lazy.ts';
import type { RequiredFile } from '../modules/import-hooks.ts';
import { type CommonJSModule, Module } from '../modules/node-module.ts';

/** Whether an archive may have a file whose name ends so. */
export interface Endings {
  mayHaveExtension(extension: string): boolean;
}

/** What `require` in archives asks. */
export interface RecordedResolutions {
  /** What is recorded of an archive, for as long as {@link isInForce}; null when there is nothing, or it does not hold here. */
  tableOf(finder: Finder): ResolutionTable | null;
  /**
   * Whether extensions are what they were when tables were looked for: with others, other files may be found. More of them change nothing
   * where the archive has no file that ends so.
   */
  isInForce(table: Endings): boolean;
  /** Whether what is recorded was resolved under these conditions. */
  isFor(conditions: ReadonlySet<string>): boolean;
  /** While a run is recorded. */
  readonly observer?: ResolutionObserver;
}

/** Has resolutions written down. */
export interface ResolutionObserver {
  /** Changes with each resolution that Node.js deprecates: such are not to be observed, as somebody is to be told of them each time. */
  deprecations(): number;
  /**
   * @param to absolute path of a file
   * @param file what is known of `to`, where it is a member that runs as CommonJS or JSON
   */
  observe(from: CommonJSModule, specifier: string, to: string, file: RequiredFile | null): void;
}

/** What decides over resolutions, besides archives. */
export interface ResolutionSurroundings {
  readonly tree: Lazy<FileTree>;
  readonly conditions: ReadonlySet<string>;
  readonly preserveSymlinks: boolean;
  /** Whether anything has been mounted or named in ZIPIMPORT_PATH. */
  hasPathEntries(): boolean;
  /** See {@link ResolutionObserver}. */
  deprecations(): number;
}

/** @returns the table of that name of an archive; null where there is none, or it does not hold here */
export function recordedTables(
  { tree, preserveSymlinks }: Pick<ResolutionSurroundings, 'tree' | 'preserveSymlinks'>,
  environment: string,
  name: MemberName,
): (finder: Finder) => ResolutionTable | null {
  return lazyFor((finder) => {
    // What lies in a `node_modules.zip` has what lies beside that around it; what is reached over a link has another name.
    if (preserveSymlinks || finder.entry.endsWith(MODULES_ARCHIVE) || !tree().isReal(finder.entry)) return null;
    return ResolutionTable.open(finder, environment, name);
  });
}

/** Tables, and the environment that they are looked for in: see environmentOf. */
export function recordedResolutions({
  tree,
  conditions,
  preserveSymlinks,
}: ResolutionSurroundings): RecordedResolutions & { readonly environment: string } {
  const extensions = Object.keys(Module._extensions);
  const environment = environmentOf(conditions, extensions);
  let seen: readonly string[] = extensions;
  let verdicts = new WeakMap<Endings, boolean>();
  // Node hands out the same set each time.
  const compared = new WeakMap<ReadonlySet<string>, boolean>();
  return {
    environment,
    isFor(asked) {
      let isSameSet = compared.get(asked);
      if (isSameSet === undefined) {
        isSameSet = asked.size === conditions.size && [...conditions].every((condition) => asked.has(condition));
        compared.set(asked, isSameSet);
      }
      return isSameSet;
    },
    tableOf: recordedTables({ tree, preserveSymlinks }, environment, resolutionsName()),
    isInForce(table) {
      const now = Object.keys(Module._extensions);
      // Asked for every `require`: extensions come seldom.
      if (!isSame(now, seen)) {
        seen = now;
        verdicts = new WeakMap();
      }
      let verdict = verdicts.get(table);
      if (verdict === undefined) {
        verdict = isSame(
          now.filter((extension) => extensions.includes(extension) || table.mayHaveExtension(extension)),
          extensions,
        );
        verdicts.set(table, verdict);
      }
      return verdict;
    },
  };
}

function isSame(a: readonly string[], b: readonly string[]): boolean {
  if (a.length !== b.length) return false;
  for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) return false;
  return true;
}

/** Hands on resolutions that only the archive decided over. */
export function observedResolutions(
  { isInForce }: RecordedResolutions,
  { tree, preserveSymlinks, hasPathEntries, deprecations }: ResolutionSurroundings,
  endingsOf: (finder: Finder) => ReadonlySet<string>,
  observe: (finder: Finder, from: MemberName, specifier: string, to: MemberName, file: RequiredFile | null) => void,
): ResolutionObserver {
  const told = new WeakMap<CommonJSModule, Set<string>>();
  return {
    deprecations,
    observe(module, specifier, to, file) {
      const seen = told.get(module) ?? new Set();
      if (seen.has(specifier)) return;
      told.set(module, seen.add(specifier));
      if (preserveSymlinks || hasPathEntries()) return;
      // NODE_PATH could lead into the archive from outside.
      if (Module.globalPaths.some((path) => tree().find(path) !== null)) return;
      const [start, end] = [tree().find(module.filename ?? ''), tree().find(to)];
      if (start === null || end === null || start.finder.entry !== end.finder.entry) return;
      const endings = endingsOf(end.finder);
      if (!isInForce({ mayHaveExtension: (extension) => mayEndWith(extension, endings) })) return;
      observe(end.finder, start.name, specifier, end.name, file);
    },
  };
}
