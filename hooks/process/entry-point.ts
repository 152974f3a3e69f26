// Which member runs when an archive is started: `node --import zipimport/register app.zip`.
import { ZipImportError } from '../../lib/errors.ts';

/** What finding the entry point needs; paths are absolute. */
export interface EntryPointContext {
  readonly separator: string;
  kind(path: string): 'file' | 'directory' | null;
  /** What `require(path)` finds there (file, extension, package main, index); null when nothing. */
  resolveAsMain(path: string): string | null;
  /** What the package at `directory` exports as '.'; null when it exports nothing. */
  resolveExports(directory: string): string | null;
}

const INDEXES = ['index.js', 'index.mjs', 'index.cjs'];

/**
 * As Node does for a directory (package.json main, index), and beyond it what only an ES module package says: exports, then index.mjs.
 * @param path an archive, or a file or directory inside one, with or without extension
 * @returns the member to run, or null when nothing is there
 * @throws ERR_ZIPIMPORT_ENTRY_MISSING for a directory without any of these
 */
export function findEntryPoint(path: string, context: EntryPointContext): string | null {
  const found = context.resolveAsMain(path);
  if (found !== null) return found;
  if (context.kind(path) !== 'directory') return null;
  const exported = context.resolveExports(path);
  if (exported !== null) return exported;
  for (const name of INDEXES) {
    const index = path + context.separator + name;
    if (context.kind(index) === 'file') return index;
  }
  throw new ZipImportError(
    'ERR_ZIPIMPORT_ENTRY_MISSING',
    `${path} has no entry point: its package.json names no "main" and no "exports" that exist, and there is no ${INDEXES.join(', ')}. ` +
      `Name a member instead, as in ${path}${context.separator}bin${context.separator}cli.js.`,
    { archive: path },
  );
}
