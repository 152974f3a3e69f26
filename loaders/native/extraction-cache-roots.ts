// Where the extraction cache can be: the directories to try, and what makes one unusable.
import { tmpdir, userInfo } from 'node:os';
import path from 'node:path';
import cachedir from 'cachedir';
import * as fs from '../../lib/original-fs.ts';
import { objectionToOwner } from './extraction-cache-content.ts';

/** A directory to try; a string instead of it says why there is none. */
export interface RootCandidate {
  /** What it is, in words. */
  readonly label: string;
  /** Absolute path, or null. */
  readonly directory: string | null;
  /** Why there is no directory. */
  readonly reason?: string;
}

/**
 * In the order to try them. A directory that was asked for is the only one: what is kept elsewhere is not found where somebody looks for it.
 * @param directory absolute path, or null for the user's own
 */
export function rootCandidates(
  directory: string | null,
  environment: NodeJS.ProcessEnv = process.env,
): RootCandidate[] {
  if (directory !== null) return [candidate('the directory of the policy', () => directory)];
  const runtime = environment.XDG_RUNTIME_DIR;
  return [
    // os.homedir() throws for a user that is not in the user database when HOME is unset.
    candidate("the user's cache directory", () => cachedir('zipimport')),
    ...(process.platform === 'linux' && runtime !== undefined && runtime !== ''
      ? [candidate('XDG_RUNTIME_DIR', () => path.join(runtime, 'zipimport'))]
      : []),
    candidate('the directory for temporary files', () => path.join(tmpdir(), `zipimport-${userName()}`)),
  ];
}

function candidate(label: string, find: () => string): RootCandidate {
  try {
    const directory = find();
    if (path.isAbsolute(directory)) return { label, directory };
    return { label, directory: null, reason: `${directory} is not an absolute path` };
  } catch (error) {
    return { label, directory: null, reason: (error as Error).message };
  }
}

function userName(): string {
  return String(process.geteuid?.() ?? userInfo().username.replaceAll(/[^\w-]/g, '_'));
}

/**
 * Makes the directory if it is not there, for this user only.
 * @returns its real path
 * @throws the system's error, or one that says why it is not to be trusted
 */
export function openRoot(directory: string): string {
  const parent = path.dirname(directory);
  fs.mkdirSync(parent, { recursive: true, mode: 0o700 });
  try {
    fs.mkdirSync(directory, { mode: 0o700 });
    // Whatever the umask.
    fs.chmodSync(directory, 0o700);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST' && !fs.existsSync(directory)) throw error;
  }
  const objection = objectionToRoot(directory);
  if (objection !== null) throw new Error(objection);
  return fs.realpathSync(directory);
}

/** Why a directory must not be the cache's; null when it may be. @throws the system's error when it is not there */
export function objectionToRoot(directory: string): string | null {
  const stats = fs.lstatSync(directory);
  if (stats.isSymbolicLink()) return 'it is a symbolic link';
  if (!stats.isDirectory()) return 'it is not a directory';
  const objection = objectionToOwner(stats);
  if (objection !== null) return objection;
  if (process.platform === 'win32') return null;
  // Who may rename in the parent can put another directory in its place; the sticky bit forbids it.
  const { mode } = fs.statSync(path.dirname(directory));
  return (mode & 0o1002) === 0o002 ? 'everybody may rename it, its parent being writable without the sticky bit' : null;
}
