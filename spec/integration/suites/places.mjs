// The places that suites and programs are run from: the installed folder, an archive of it, and a folder whose node_modules is an archive.
import { copyFileSync, cpSync, existsSync, linkSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
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
const PACKED = join(PROJECT, '.cache', 'suites', 'packed');
const ARCHIVE = join(PACKED, 'app.zip');
const BESIDE = join(PACKED, 'beside');

/**
 * Installs the packages, copies what is run beside them, and packs it all; each once per lock file and content.
 * @returns the places: `root` is where everything lies, `modules` where node_modules/ lies, `archived` says that the register is needed.
 * The first is the one that the others are compared with; in those `forPrograms` alone no suites are run.
 */
export async function preparePlaces() {
  const lock = installLocked(here, INSTALLED);
  const names = listFolder(INSIDE);
  const stamp = digest(lock, 'beside', ...names.flatMap((name) => [name, readFileSync(join(INSIDE, name))]));
  const stampFile = join(PACKED, '.made-from');
  if (!existsSync(stampFile) || readFileSync(stampFile, 'utf8') !== stamp) {
    console.error('packing the suites (once)');
    for (const folder of [join(INSTALLED, 'inside'), PACKED]) rmSync(folder, { recursive: true, force: true });
    for (const folder of [INSTALLED, BESIDE]) cpSync(INSIDE, join(folder, 'inside'), { recursive: true });
    await zipFolder(INSTALLED, ARCHIVE, { names: listFolder(INSTALLED).filter((name) => name !== '.installed') });
    linkSync(ARCHIVE, join(BESIDE, 'node_modules.zip'));
    copyFileSync(join(INSTALLED, 'package.json'), join(BESIDE, 'package.json'));
    writeFileSync(stampFile, stamp);
  }
  const [installed, archive, beside] = [INSTALLED, ARCHIVE, BESIDE].map((path) => realpathSync(path));
  return [
    { name: 'directory', root: installed, modules: installed, archived: false, forPrograms: false },
    { name: 'archive', root: archive, modules: archive, archived: true, forPrograms: false },
    {
      name: 'node_modules.zip',
      root: beside,
      modules: join(beside, 'node_modules.zip'),
      archived: true,
      forPrograms: true,
    },
  ];
}
