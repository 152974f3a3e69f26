// npm run example: installs the example app, packs it with zipimport pack, and runs it from the directory and from the archive.
import { spawnSync } from 'node:child_process';
import { cpSync, existsSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { median, pairedRatio } from '../bench/statistics.mjs';
import { installLocked } from '../scripts/npm-folder.mjs';

const RUNS = 7;
// The end of what a failing run printed says why; the beginning may be a whole minified source line.
const ERROR_KEPT = 2000;
const MEGABYTE = 1024 * 1024;

const here = dirname(fileURLToPath(import.meta.url));
const project = join(here, '..');
const register = join(project, 'dist', 'register.cjs');
const app = join(project, '.cache', 'example', 'app');
const archive = join(project, '.cache', 'example', 'app.zip');

/** Runs Node with `args`. @returns what it printed and how long the process took. @throws when it fails */
function run(args) {
  const start = performance.now();
  const { status, stdout, stderr } = spawnSync(process.execPath, args, { encoding: 'utf8' });
  const milliseconds = performance.now() - start;
  if (status !== 0) throw new Error(`node ${args.join(' ')} ended with ${status}\n${stderr.slice(-ERROR_KEPT)}`);
  return { stdout, milliseconds };
}

/** In turns, so that a slow moment of the machine hits both. */
function timeInTurns(directoryArgs, archiveArgs) {
  const times = { directory: [], archive: [] };
  for (let round = 0; round < RUNS; round++) {
    times.directory.push(run(directoryArgs).milliseconds);
    times.archive.push(run(archiveArgs).milliseconds);
  }
  return times;
}

async function main() {
  if (!existsSync(register))
    throw new Error(`${relative(project, register)} is missing: run npm install or npm run build first`);
  installLocked(join(here, 'app'), app);
  cpSync(join(here, 'app'), app, { recursive: true });
  const { pack } = await import(pathToFileURL(join(project, 'dist', 'pack.js')).href);
  const { members, bytesOut } = await pack({ directory: app, output: archive, production: true });
  const megabytes = (bytesOut / MEGABYTE).toFixed(1);
  console.log(`$ zipimport pack ${relative(project, app)} --prod\n${members} members, ${megabytes} MB\n`);

  const fromDirectory = [app];
  const fromArchive = ['--import', pathToFileURL(register).href, archive];
  console.log(`$ node ${relative(project, app)}\n${run(fromDirectory).stdout}`);
  console.log(`$ node --import zipimport/register ${relative(project, archive)}\n${run(fromArchive).stdout}`);

  const { directory, archive: archived } = timeInTurns(fromDirectory, fromArchive);
  const ratio = pairedRatio(archived, directory).toFixed(2);
  const milliseconds = (values) => `${median(values).toFixed(0)} ms`;
  console.log(`Time of the whole process on Node ${process.versions.node}, median of ${RUNS} runs in turns:`);
  console.log(
    `directory ${milliseconds(directory)}, archive ${milliseconds(archived)}: ${ratio} of it by the median of the rounds' own ratios`,
  );
}

await main();
