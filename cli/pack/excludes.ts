// Which files of a folder do not go into the archive: patterns as in .gitignore.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import ignore from 'ignore';

/** File in the packed folder with patterns. */
export const IGNORE_FILE = '.zipimportignore';

// What npm never publishes either, as far as it is no program's business; caches of build tools; and the names that pack itself fills.
const ALWAYS = [
  '.git/',
  '.hg/',
  '.svn/',
  'CVS/',
  '.DS_Store',
  '.npmrc',
  'npm-debug.log',
  '.*.swp',
  'node_modules/.cache/',
  `/${IGNORE_FILE}`,
  '/.zipimport/',
];

/** Whether a name is left out; directories are asked about with a '/' at their end. */
export type IsExcluded = (name: string) => boolean;

/** @param patterns of the caller; later ones win, and `!` takes back what an earlier one excluded */
export function excludes(directory: string, patterns: readonly string[]): IsExcluded {
  const rules = ignore()
    .add(ALWAYS)
    .add(readIgnoreFile(directory))
    .add([...patterns]);
  return (name) => rules.ignores(name);
}

function readIgnoreFile(directory: string): string {
  try {
    return readFileSync(join(directory, IGNORE_FILE), 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return '';
    throw error;
  }
}
