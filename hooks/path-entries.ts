// Path entries of this process: those of the environment and those that are mounted.
import path from 'node:path';
import type { PathFinder } from '../lib/path/path-finder.ts';

/** Environment variable with path entries, separated as PATH is. */
const PATH_VARIABLE = 'ZIPIMPORT_PATH';

export interface PathEntries {
  /** In order: ZIPIMPORT_PATH, then what is mounted. */
  list(): readonly string[];
  /** Asked for every request of the program. */
  areAny(): boolean;
}

/** Mounts what ZIPIMPORT_PATH names. */
export function pathEntries(paths: PathFinder): PathEntries {
  const named = (process.env[PATH_VARIABLE] ?? '')
    .split(path.delimiter)
    .filter((entry) => entry !== '')
    .map((entry) => path.resolve(entry));
  for (const entry of named) paths.mount(entry);
  return {
    list: () => [...named, ...[...paths.mounted].filter((entry) => !named.includes(entry))],
    // What is named is mounted, too.
    areAny: () => paths.hasMounts,
  };
}
