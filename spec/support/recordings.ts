// The files that a recorded run leaves.
import { readdirSync } from 'node:fs';
import { join } from 'node:path';

/** A path of nothing. */
export const NOTHING = '/nothing';

/** Absolute paths of the files in `folder` whose names end so. */
export function filesIn(folder: string, ending: string): string[] {
  return readdirSync(folder)
    .filter((name) => name.endsWith(ending))
    .map((name) => join(folder, name));
}
