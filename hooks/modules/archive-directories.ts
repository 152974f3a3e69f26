// The directories in archives that modules are required from: what all modules of one directory share is found out once.
import path from 'node:path';
import type { Located, PathFinder } from '../../lib/path/path-finder.ts';
import { PathMemory } from '../../lib/path/path-memory.ts';
import type { ArchiveDirectory } from '../../lib/resolve/archive-directory.ts';

export interface ArchiveDirectories {
  /** The directory as an archive has it; null when it is not in one. */
  directoryAt(path: string): ArchiveDirectory | null;
  /**
   * `module.paths` of the modules in a directory, in an array of their own.
   * @param ofNode what Node says of them, where no archive stands in for a `node_modules` above
   * @param isLasting whether that is the same each time
   */
  lookupPaths(directory: string, ofNode: (directory: string) => string[], isLasting: boolean): string[];
}

export interface ArchiveDirectoryParts {
  readonly paths: PathFinder;
  makeDirectory(located: Located): ArchiveDirectory;
  /** Whether an archive stands in for a `node_modules` in that directory or above it. */
  isStandInAbove(directory: string): boolean;
  /** `module.paths` with such archives among them. */
  pathsWithStandIns(directory: string): string[];
}

export function makeArchiveDirectories(parts: ArchiveDirectoryParts): ArchiveDirectories {
  const { paths } = parts;
  const directories = new PathMemory<ArchiveDirectory>(paths);
  const lookups = new PathMemory<readonly string[]>(paths);

  return {
    directoryAt(at) {
      const known = directories.get(at);
      if (known !== undefined) return known;
      const located = paths.locate(at);
      if (located === null) return null;
      const directory = parts.makeDirectory(located);
      directories.set(at, directory);
      return directory;
    },
    lookupPaths(directory, ofNode, isLasting) {
      const known = lookups.get(directory);
      if (known !== undefined) return [...known];
      const located = paths.locate(directory);
      // No archive lies in an archive: what is above is above all of it.
      const outside = located === null ? directory : path.dirname(located.finder.entry);
      const isAbove = parts.isStandInAbove(outside);
      const found = isAbove ? parts.pathsWithStandIns(directory) : ofNode(directory);
      if (located !== null && (isAbove || isLasting)) lookups.set(directory, [...found]);
      return found;
    },
  };
}
