// The directories in archives that modules are required from: each is made once, and anew after an archive came or went.
import type { Located, PathFinder } from '../../lib/path/path-finder.ts';
import type { ArchiveDirectory } from '../../lib/resolve/archive-directory.ts';

/** @returns the directory as an archive has it now; null when it is not in one */
export type DirectoryAt = (path: string) => ArchiveDirectory | null;

export function makeDirectoryAt(paths: PathFinder, make: (located: Located) => ArchiveDirectory): DirectoryAt {
  const known = new Map<string, ArchiveDirectory>();
  let generation = paths.generation;
  return (path) => {
    if (generation !== paths.generation) {
      generation = paths.generation;
      known.clear();
    }
    let directory = known.get(path);
    if (directory === undefined) {
      const located = paths.locate(path);
      if (located === null) return null;
      directory = make(located);
      known.set(path, directory);
    }
    return directory;
  };
}
