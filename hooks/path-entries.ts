// Path entries of this process: those of the environment, those of the policy and those that are mounted.
import path from 'node:path';
import type { PathFinder } from '../lib/path/path-finder.ts';

/** Environment variable with path entries, separated as PATH is. */
const PATH_VARIABLE = 'ZIPIMPORT_PATH';

export interface PathEntries {
  /** In order: ZIPIMPORT_PATH, the policy's `path`, then what is mounted. */
  list(): readonly string[];
  /** Asked for every request of the program. */
  areAny(): boolean;
}

/**
 * Mounts what ZIPIMPORT_PATH and the policy name.
 * @param ofPolicy absolute paths
 */
export function pathEntries(paths: PathFinder, ofPolicy: readonly string[]): PathEntries {
  const ofVariable = (process.env[PATH_VARIABLE] ?? '')
    .split(path.delimiter)
    .filter((entry) => entry !== '')
    .map((entry) => path.resolve(entry));
  const named = [...new Set([...ofVariable, ...ofPolicy])];
  for (const entry of named) paths.mount(entry);
  return {
    list: () => [...named, ...[...paths.mounted].filter((entry) => !named.includes(entry))],
    // What is named is mounted, too.
    areAny: () => paths.hasMounts,
  };
}
