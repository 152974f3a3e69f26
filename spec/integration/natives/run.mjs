// npm run test:natives: packages with native members do the same from an archive, in memory and extracted, as from a directory.
import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { nodeBinaries } from '../../../scripts/node-binaries.mjs';
import { digest, installLocked } from '../../../scripts/npm-folder.mjs';
import { zipFolder } from '../../../scripts/zip-folder.mjs';
import { buildFromSource, buildNan } from './build.mjs';

const USAGE = `npm run test:natives -- [options]
  --node <list>    majors, names on the PATH or paths, comma-separated (default: 20,22,24,26)
  --only <uses>    comma-separated names of spec/integration/natives/app/uses.cjs
  --build          also packages that have to be compiled first (better-sqlite3 12; needs a C++ compiler and minutes)
  --dist <folder>  the built package to test (default: dist)
Addons of NAN are compiled where there are a C++ compiler and Node's headers; a line says where there are not.
Exit code 1 when an archive does not do what the directory does, or leaves files.`;

const { values: options } = parseArgs({
  options: {
    node: { type: 'string' },
    only: { type: 'string' },
    build: { type: 'boolean', default: false },
    dist: { type: 'string' },
    help: { type: 'boolean', default: false },
  },
});

const here = dirname(fileURLToPath(import.meta.url));
const project = join(here, '..', '..', '..');
const installed = join(project, '.cache', 'natives');
const made = join(project, '.cache', 'natives-archives');
const register = pathToFileURL(join(resolve(options.dist ?? join(project, 'dist')), 'register.cjs')).href;

/** better-sqlite3 13 crashes Node 20, which it does not support, and before 13 it had to be compiled. */
const SINCE = { 'better-sqlite3': 22 };

/**
 * Programs and which uses they run. A copy of esbuild's service in a worker says nothing about natives. better-sqlite3 12 in workers that
 * end crashes from a directory, too (https://github.com/WiseLibs/better-sqlite3/issues/1476). An addon that registers itself once is
 * refused to one of two threads.
 */
const PROGRAMS = [
  { file: 'main.cjs', takes: () => true },
  { file: 'imports.mjs', takes: (use) => !use.startsWith('nan') },
  { file: 'workers.cjs', takes: (use) => !/^(?:esbuild|better-sqlite3-12|nan plain)/.test(use) },
];
/** Ways that a policy can ask for. */
const WAYS = ['memory', 'extract'];

/** What has to be compiled, for all versions, so that one archive serves them all. @returns versions that have the addons of NAN */
function buildAddons(nodes) {
  installLocked(here, installed);
  return nodes.flatMap(({ node, version }) => {
    const problem = buildNan(installed, node, version);
    if (problem !== null) console.log(`${version.padEnd(9)} nan: NOT RUN, ${problem}`);
    return problem === null ? [version] : [];
  });
}

/** The folder of the packages and the archive of it, made once per lock file, program text and Node version where it matters. */
async function prepare(node, version, compiled) {
  const lock = installLocked(here, installed);
  const app = join(here, 'app');
  const files = readdirSync(app).sort();
  for (const name of files) cpSync(join(app, name), join(installed, name));
  const name = 'better-sqlite3-12';
  const problem = options.build ? buildFromSource(name, 'better_sqlite3', installed, node, version) : 'not asked for';
  if (options.build && problem !== null) console.log(`${version.padEnd(9)} ${name}: NOT RUN, ${problem}`);
  const archive = join(made, problem === null ? `app-${version}.zip` : 'app.zip');
  const addons = compiled.flatMap((built) =>
    ['counter', 'one/plain', 'two/plain'].map((addon) => readFileSync(join(installed, 'nan', built, `${addon}.node`))),
  );
  const stamp = digest(lock, ...files.map((file) => readFileSync(join(app, file))), ...addons);
  const stampFile = `${archive}.made-from`;
  if (!existsSync(stampFile) || readFileSync(stampFile, 'utf8') !== stamp) {
    console.error(`packing ${archive} (once)`);
    await zipFolder(installed, archive);
    writeFileSync(stampFile, stamp);
  }
  return { archive, isBuilt: problem === null };
}

/** Every file below the folders that native members could be left in. */
function leftovers(home) {
  const shm = existsSync('/dev/shm') ? readdirSync('/dev/shm').filter((name) => name.startsWith('.zipimport')) : [];
  return [...readdirSync(home, { recursive: true }), ...shm].map(String).sort();
}

function runProgram(node, args, home, env) {
  const { NODE_OPTIONS: _, ...rest } = process.env;
  const folders = {
    HOME: home,
    TMPDIR: join(home, 'tmp'),
    XDG_CACHE_HOME: join(home, 'cache'),
    XDG_RUNTIME_DIR: join(home, 'run'),
  };
  const { status, signal, stdout, stderr } = spawnSync(node, ['--no-warnings', ...args], {
    env: { ...rest, ...folders, ...env },
    encoding: 'utf8',
    timeout: 300_000,
  });
  return { output: `${stdout}${status === 0 ? '' : `status ${status ?? signal}\n`}${stderr}`, signal };
}

/**
 * Addons in workers that end crash Node.js 20 from a directory, too, about once in a hundred runs. What a signal ended says nothing of archives;
 * whoever is ended by one twice is.
 */
function runUnlessEnded(label, run) {
  const first = run();
  if (first.signal === null) return first;
  console.log(`${label} was ended by ${first.signal}, and is run once more`);
  return run();
}

/** Runs one program in all ways and prints a row for each. @returns how many rows are wrong */
function compare(node, version, { file, takes }, uses, archive) {
  const names = uses.filter(takes);
  if (names.length === 0) return 0;
  const run = (args, policy) => {
    const home = mkdtempSync(join(tmpdir(), 'zipimport-natives-'));
    try {
      for (const name of ['tmp', 'cache', 'run']) mkdirSync(join(home, name));
      if (policy !== undefined) writeFileSync(join(home, 'policy.json'), JSON.stringify({ native: policy }));
      const before = leftovers(home);
      const { output, signal } = runProgram(
        node,
        [...args, ...names],
        home,
        policy === undefined ? {} : { ZIPIMPORT_POLICY: join(home, 'policy.json') },
      );
      const left = leftovers(home).filter((name) => !before.includes(name));
      return { output, signal, left };
    } finally {
      rmSync(home, { recursive: true, force: true });
    }
  };
  const shown = (text) => text.replaceAll(archive, installed);
  const label = `${version.padEnd(9)} ${file.padEnd(12)}`;
  const expected = runUnlessEnded(`${label} directory`, () => run([join(installed, file)]));
  let wrong = 0;
  for (const way of WAYS) {
    const started = Date.now();
    const { output, left } = runUnlessEnded(`${label} ${way.padEnd(9)}`, () =>
      run(['--import', register, join(archive, file)], way),
    );
    const isEqual = shown(output) === expected.output;
    // The cache is where it should be; anything else, and anything at all from memory, should not.
    const litter = left.filter((name) => way === 'memory' || !name.startsWith('cache'));
    const verdict = `${isEqual ? 'equal' : 'DIFFERENT'}${litter.length === 0 ? '' : `, LEFT ${litter.join(' ')}`}`;
    console.log(`${label} ${way.padEnd(8)} ${names.length} uses, ${verdict} (${Date.now() - started} ms)`);
    if (!isEqual) printDifference(expected.output, shown(output));
    if (!isEqual || litter.length > 0) wrong += 1;
  }
  return wrong;
}

function printDifference(expected, actual) {
  const [wanted, got] = [expected.split('\n'), actual.split('\n')];
  for (let line = 0; line < Math.max(wanted.length, got.length); line += 1) {
    if (wanted[line] !== got[line]) console.log(`    directory: ${wanted[line]}\n    archive:   ${got[line]}`);
  }
}

/** Whether this Node, with what was built for it, can run the use. */
function canRun(use, version, isBuilt, compiled) {
  const [name] = use.split(' ');
  if (name === 'better-sqlite3-12') return isBuilt;
  if (name === 'nan') return compiled.includes(version);
  return Number.parseInt(version, 10) >= (SINCE[name] ?? 0);
}

async function main() {
  if (options.help) return console.log(USAGE);
  const nodes = (await nodeBinaries(options.node)).map((node) => ({
    node,
    version: execFileSync(node, ['-p', 'process.versions.node'], { encoding: 'utf8' }).trim(),
  }));
  const compiled = buildAddons(nodes);
  let wrong = 0;
  for (const { node, version } of nodes) {
    const { archive, isBuilt } = await prepare(node, version, compiled);
    const { uses } = (await import(pathToFileURL(join(here, 'app', 'uses.cjs')).href)).default;
    const wanted = options.only?.split(',') ?? Object.keys(uses);
    const possible = wanted.filter((use) => canRun(use, version, isBuilt, compiled));
    for (const program of PROGRAMS) wrong += compare(node, version, program, possible, archive);
  }
  if (wrong > 0) process.exitCode = 1;
}

await main();
