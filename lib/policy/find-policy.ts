// Where the policy of a process is: what ZIPIMPORT_POLICY names, or a file beside the nearest package.json of the working directory.
import path from 'node:path';
import { existsSync } from '../original-fs.ts';

/** Environment variable with the path of the policy file. Empty: there is none, and none is looked for. */
export const POLICY_VARIABLE = 'ZIPIMPORT_POLICY';

/** Name of the file beside package.json. */
const POLICY_FILE = 'zipimport.policy.json';

/**
 * Asks the disk only, never an archive: an archive sets no policy over itself.
 * @param environment the variables of the process
 * @param directory its working directory
 * @returns an absolute path, which need not exist when the variable names it; null when there is no policy
 */
export function findPolicy(environment: NodeJS.ProcessEnv, directory: string): string | null {
  const named = environment[POLICY_VARIABLE];
  if (named !== undefined) return named === '' ? null : path.resolve(directory, named);
  for (let at = directory; ; at = path.dirname(at)) {
    if (isThere(path.join(at, 'package.json'))) {
      const file = path.join(at, POLICY_FILE);
      return isThere(file) ? file : null;
    }
    if (path.dirname(at) === at) return null;
  }
}

/** What this process may not look at (--permission) is not there for it; some versions of Node throw then. */
function isThere(file: string): boolean {
  try {
    return existsSync(file);
  } catch {
    return false;
  }
}
