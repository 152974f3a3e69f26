// The two places that suites and programs are run from: the installed folder and an archive of it, each with what is run inside.
import { cpSync, existsSync, mkdirSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { digest, installLocked } from '../../../scripts/npm-folder.mjs';
import { listFolder, zipFolder } from '../../../scripts/zip-folder.mjs';

const here = dirname(fileURLToPath(import.meta.url));
/** What is run inside of the places: runners, ported cases, programs. */
const INSIDE = join(here, 'inside');

/** The project's folder. */
export const PROJECT = join(here, '..', '..', '..');
const INSTALLED = join(PROJECT, '.cache', 'suites', 'app');
const ARCHIVE = join(PROJECT, '.cache', 'suites', 'packed', 'app.zip');

/**
 * Installs the packages, copies what is run beside them, and packs it all; each once per lock file and content.
 * @returns the places: `root` is where everything lies, `archived` says that the register is needed
 */
export async function preparePlaces() {
  const lock = installLocked(here, INSTALLED);
  const names = listFolder(INSIDE);
  const stamp = digest(lock, ...names.flatMap((name) => [name, readFileSync(join(INSIDE, name))]));
  const stampFile = join(dirname(ARCHIVE), '.made-from');
  if (!existsSync(stampFile) || readFileSync(stampFile, 'utf8') !== stamp) {
    console.error('packing the suites (once)');
    rmSync(join(INSTALLED, 'inside'), { recursive: true, force: true });
    cpSync(INSIDE, join(INSTALLED, 'inside'), { recursive: true });
    mkdirSync(dirname(ARCHIVE), { recursive: true });
    await zipFolder(INSTALLED, ARCHIVE, { names: listFolder(INSTALLED).filter((name) => name !== '.installed') });
    writeFileSync(stampFile, stamp);
  }
  return [
    { name: 'directory', root: realpathSync(INSTALLED), archived: false },
    { name: 'archive', root: realpathSync(ARCHIVE), archived: true },
  ];
}
