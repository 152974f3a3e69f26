// The places that the packages are loaded from, and how the paths seen there are brought to one common form.
import {
  copyFileSync,
  existsSync,
  linkSync,
  mkdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { digest, installLocked } from '../../../scripts/npm-folder.mjs';
import { listFolder, zipFolder } from '../../../scripts/zip-folder.mjs';

const here = dirname(fileURLToPath(import.meta.url));
// With the program that packing records.
const PROBES = ['describe.cjs', 'index.mjs', 'probe.cjs', 'probe.mjs'];

const PATIENCE_MILLISECONDS = 240_000;

/** The project's folder. */
export const PROJECT = join(here, '..', '..', '..');
const INSTALLED = join(PROJECT, '.cache', 'packages');
const MADE = join(PROJECT, '.cache', 'packages-archives');

/** The package names of the locked list, sorted. */
export function packageNames() {
  return Object.keys(JSON.parse(readFileSync(join(here, 'package.json'), 'utf8')).dependencies).sort();
}

/** Copies the probes into `folder`; Node takes them from where they are run. */
function putProbes(folder) {
  mkdirSync(folder, { recursive: true });
  for (const name of PROBES) copyFileSync(join(here, name), join(folder, name));
}

/** Installs the packages and makes the archives, once per lock file and probe text. */
export async function prepareLayouts() {
  const lock = installLocked(here, INSTALLED, ['--omit=optional']);
  putProbes(INSTALLED);
  const stamp = digest(lock, ...PROBES.map((name) => readFileSync(join(here, name))));
  const stampFile = join(MADE, '.made-from');
  if (existsSync(stampFile) && readFileSync(stampFile, 'utf8') === stamp) return;
  console.error('packing the packages (once)');
  rmSync(MADE, { recursive: true, force: true });
  for (const folder of ['app', 'beside', 'beside-flat']) putProbes(join(MADE, folder));
  const app = join(MADE, 'app', 'app.zip');
  await zipFolder(INSTALLED, app, { names: listFolder(INSTALLED).filter((name) => name !== '.installed') });
  linkSync(app, join(MADE, 'beside', 'node_modules.zip'));
  await zipFolder(join(INSTALLED, 'node_modules'), join(MADE, 'beside-flat', 'node_modules.zip'));
  writeFileSync(stampFile, stamp);
}

/** Makes the archive with code caches, once per other archives, built package and versions of Node.js. */
export async function preparePacked(dist, nodes) {
  const sources = listFolder(dist).filter((name) => /\.c?js$/.test(name));
  const archives = readFileSync(join(MADE, '.made-from'), 'utf8');
  const stamp = digest(archives, ...sources.map((name) => readFileSync(join(dist, name))), ...nodes);
  const stampFile = join(MADE, '.packed-from');
  if (existsSync(stampFile) && readFileSync(stampFile, 'utf8') === stamp) return;
  console.error('recording the packages on each Node.js and packing them (once)');
  const { pack } = await import(pathToFileURL(join(dist, 'pack.js')).href);
  mkdirSync(join(MADE, 'packed'), { recursive: true });
  await pack({
    directory: INSTALLED,
    output: join(MADE, 'packed', 'app.zip'),
    exclude: ['.installed'],
    compile: { nodes, patience: PATIENCE_MILLISECONDS },
  });
  writeFileSync(stampFile, stamp);
}

/**
 * Where the probes are run: `root` holds the probe; `archived` says that the register is needed;
 * `places` are the path prefixes seen there, longest first, with what each stands for in a plain directory.
 * The first layout is the one that the others are compared with.
 */
export function layouts() {
  const installed = realpathSync(INSTALLED);
  const made = realpathSync(MADE);
  const app = join(made, 'app', 'app.zip');
  const packed = join(made, 'packed', 'app.zip');
  const beside = join(made, 'beside');
  const flat = join(made, 'beside-flat');
  return [
    { name: 'directory', root: installed, archived: false, places: [[installed, '']] },
    { name: 'app.zip', root: app, archived: true, places: [[app, '']] },
    { name: 'packed with --compile', root: packed, archived: true, places: [[packed, '']] },
    {
      name: 'node_modules.zip holding node_modules/',
      root: beside,
      archived: true,
      places: [
        [join(beside, 'node_modules.zip'), ''],
        [beside, ''],
      ],
    },
    {
      name: 'node_modules.zip holding packages',
      root: flat,
      archived: true,
      places: [
        [join(flat, 'node_modules.zip'), '/node_modules'],
        [flat, ''],
      ],
    },
  ];
}

/** `text` with every path and URL below the layout's places in the form `<root>/node_modules/...`. */
export function normalise(text, places) {
  let plain = text;
  for (const [place, meaning] of places) {
    plain = plain.replaceAll(pathToFileURL(place).href, `<root>${meaning}`).replaceAll(place, `<root>${meaning}`);
  }
  return plain;
}
