// `node_modules.zip`: whether an archive stands in for a `node_modules` directory somewhere above a module.
import type { PathFlavour } from '../../lib/resolve/file-view.ts';
import { MODULES_ARCHIVE } from '../../lib/resolve/lookup-paths.ts';

const MODULES = 'node_modules';

/** What is remembered of the archives above directories. */
export interface StandIns {
  /** Whether there is an archive at that path. */
  hasArchive(path: string): boolean;
  /** Whether a `node_modules.zip` lies in the directory or above it. */
  isAbove(directory: string): boolean;
  /** Lookup paths with the archives put behind the directories that they stand in for; the same array where there are none. */
  among(paths: readonly string[]): readonly string[];
  /** Forgets, after an archive came or went. */
  forget(): void;
}

/**
 * Every module of the program asks for every directory above it, so answers are kept, present or not, until {@link StandIns.forget}:
 * a program without archives pays one look per directory.
 * @param ask looks at the disk
 */
export function makeStandIns(ask: (path: string) => boolean, flavour: PathFlavour): StandIns {
  const archives = new Map<string, boolean>();
  const above = new Map<string, boolean>();

  function hasArchive(path: string): boolean {
    let answer = archives.get(path);
    if (answer === undefined) {
      answer = ask(path);
      archives.set(path, answer);
    }
    return answer;
  }

  function isAbove(directory: string): boolean {
    let answer = above.get(directory);
    if (answer === undefined) {
      const parent = flavour.dirname(directory);
      const prefix = directory.endsWith(flavour.sep) ? directory : directory + flavour.sep;
      answer = hasArchive(prefix + MODULES_ARCHIVE) || (parent !== directory && isAbove(parent));
      above.set(directory, answer);
    }
    return answer;
  }

  function among(paths: readonly string[]): readonly string[] {
    const [nearest] = paths;
    if (nearest === undefined || !isAbove(flavour.dirname(nearest))) return paths;
    return paths.flatMap((path) => {
      const archive = `${path}.zip`;
      const isMissing = path.endsWith(MODULES) && !paths.includes(archive) && hasArchive(archive);
      return isMissing ? [path, archive + flavour.sep + MODULES, archive] : [path];
    });
  }

  return {
    hasArchive,
    isAbove,
    among,
    forget: () => {
      archives.clear();
      above.clear();
    },
  };
}
