// Quick looks at the disk, before anything of the engine is needed.
import { existsSync, statSync } from '../lib/original-fs.ts';

/** Quicker than {@link mayBeFile}, for what is mostly missing; what may not be looked at (--permission) counts as missing. */
export function isThere(path: string): boolean {
  try {
    return existsSync(path);
  } catch {
    return false;
  }
}

/** Whether a file is there, as far as one may see: what may not be looked at is the engine's to judge. */
export function mayBeFile(path: string): boolean {
  try {
    return statSync(path, { throwIfNoEntry: false })?.isFile() === true;
  } catch {
    return true;
  }
}
