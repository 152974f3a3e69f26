// Whether what is started is an archive.
import path from 'node:path';
import { ZipImportError } from '../../lib/errors.ts';
import { statSync } from '../../lib/original-fs.ts';
import type { PathFinder } from '../../lib/path/path-finder.ts';

const SOURCE_EXTENSIONS: ReadonlySet<string> = new Set([
  '.js',
  '.mjs',
  '.cjs',
  '.ts',
  '.mts',
  '.cts',
  '.json',
  '.wasm',
  '.node',
]);

/**
 * Whether the main module is an archive that was named explicitly, whatever its name (`node --import zipimport/register ./app`); it is
 * mounted then.
 * @throws ERR_ZIPIMPORT_ARCHIVE_MISSING when it is named as an archive and is not there
 */
export function claimEntryPoint(file: string, paths: PathFinder): boolean {
  const [archive] = paths.candidates(file);
  if (archive !== undefined && statSync(archive, { throwIfNoEntry: false }) === undefined) {
    throw new ZipImportError('ERR_ZIPIMPORT_ARCHIVE_MISSING', `Archive ${archive} does not exist.`, { archive });
  }
  if (SOURCE_EXTENSIONS.has(path.extname(file)) || paths.finderFor(file) === null) return false;
  paths.mount(file);
  return true;
}
