// Runs one suite or program in one place and brings what it said to a form that can be compared.
import { spawn } from 'node:child_process';
import {
  closeSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { pathToFileURL } from 'node:url';

const TIMEOUT_MILLISECONDS = 120_000;

/** How each runner is started: options of Node, then the file that is run, then its options. All of them report as TAP. */
const RUNNERS = {
  tape: { main: 'node_modules/tape/bin/tape', options: ['-r', 'ROOT/inside/tap-names.cjs'] },
  mocha: { main: 'node_modules/mocha/bin/mocha.js', options: ['--reporter', 'tap'] },
  'node:test': { nodeOptions: ['--test-reporter=tap'], main: 'inside/run-files.mjs', options: [] },
};

/** The test files of a suite as paths below `root`. `installed` is the directory, where they are looked up. */
function testFiles(suite, installed, root) {
  const { folders, files = /\.js$/, without = {} } = suite;
  return folders.flatMap((folder) =>
    readdirSync(join(installed, folder), { withFileTypes: true })
      .filter((entry) => entry.isFile() && files.test(entry.name) && !Object.hasOwn(without, entry.name))
      .map((entry) => join(root, folder, entry.name))
      .sort(),
  );
}

/** The argument lists of the processes that make up a task, below Node's own options. */
function processesOf(task, installed, { root, modules }) {
  const inRoot = (options = []) => options.map((option) => option.replace('ROOT', root));
  if (task.runner === undefined) {
    const main = join(task.main.startsWith('node_modules/') ? modules : root, task.main);
    return [[main, ...inRoot(task.args)]];
  }
  const { nodeOptions = [], main, options } = RUNNERS[task.runner];
  const files = testFiles(task, installed, root);
  const groups = task.isolated === true ? files.map((file) => [file]) : [files];
  return groups.map((group) => [
    ...nodeOptions,
    join(root, main),
    ...inRoot(options),
    ...inRoot(task.options),
    ...group,
  ]);
}

/** A working directory of its own for each run, on the disk in both places, with what some tests expect to find or to write there. */
function makeScratch(files = {}) {
  const scratch = realpathSync(mkdtempSync(join(tmpdir(), 'zipimport-suite-')));
  mkdirSync(join(scratch, 'test', 'fixtures'), { recursive: true });
  const given = { 'package.json': '{ "name": "scratch", "private": true }\n', LICENSE: 'None.\n', ...files };
  for (const [name, content] of Object.entries(given)) writeFileSync(join(scratch, name), content);
  return scratch;
}

/**
 * Output goes to files: what a process that ends by a crash has written to a pipe may be lost. The user's cache directory is one of this run,
 * so that native programs are extracted anew.
 */
function start(node, args, { cwd, env, output }) {
  const { NODE_OPTIONS: _options, NODE_PATH: _path, FORCE_COLOR: _color, ...own } = process.env;
  const files = ['stdout', 'stderr'].map((name) => openSync(join(output, name), 'w'));
  const child = spawn(node, args, {
    cwd,
    env: { ...own, XDG_CACHE_HOME: join(output, 'cache'), ...env },
    stdio: ['ignore', ...files],
    timeout: TIMEOUT_MILLISECONDS,
  });
  for (const file of files) closeSync(file);
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code, signal) => {
      const [stdout, stderr] = ['stdout', 'stderr'].map((name) => readFileSync(join(output, name), 'utf8'));
      resolve({ stdout, stderr, ended: signal ?? code });
    });
  });
}

/**
 * Runs a suite or program. `runtime` is the paths of the Node binary and of the built register: { node, register }.
 * @returns the exit codes or signals that are not 0, the lines that were said, and for suites how many tests passed and failed
 */
export async function run(task, runtime, installed, place) {
  const { root, archived } = place;
  // With any --import Node starts the main module through the ES module loader, so the directory has one, too.
  const first = archived ? pathToFileURL(runtime.register).href : 'data:text/javascript,';
  const outcome = { ended: '', passes: 0, failures: 0, lines: [], stderr: [] };
  for (const args of processesOf(task, installed, place)) {
    const scratch = makeScratch(task.files);
    const output = mkdtempSync(join(tmpdir(), 'zipimport-output-'));
    try {
      const surroundings = { cwd: scratch, env: task.env, output };
      const said = await start(runtime.node, ['--no-warnings', '--import', first, ...args], surroundings);
      const [stdout, stderr] = [said.stdout, said.stderr].map((text) => normalise(text, place, scratch));
      if (said.ended !== 0) outcome.ended += `${said.ended} ${args.at(-1).replace(root, '<root>')} `;
      outcome.lines.push(...stdout, ...(task.runner === undefined ? stderr : []));
      outcome.stderr.push(...stderr);
    } finally {
      for (const folder of [scratch, output]) rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
    }
  }
  const results = outcome.lines
    .map((line) => /^\s*(not )?ok\b(?!.*# SKIP)/.exec(line))
    .filter((match) => match !== null);
  outcome.passes = results.filter(([, failed]) => failed === undefined).length;
  outcome.failures = results.length - outcome.passes;
  return outcome;
}

// Frames of Node and of zipimport differ, as docs/differences.md says; those of the packages do not.
const UNCOMPARED = [
  // What pino logs while its own and fastify's tests run: times, ports, the state of sockets. The tests look into it themselves.
  /^\{"level":/,
  /^\s*(# )?duration_ms\b/,
  /\bnode:[\w/]+:\d+:\d+\)?$/,
  /\/dist\/\w+\.cjs:\d+:\d+\)?$/,
];
// Mocha adds it to what took long.
const DURATION = / \(\d+m?s\)/g;
const DATE = /\b\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d+Z|\w{3} \w{3} \d\d \d{4} \d\d:\d\d:\d\d GMT[^)]*\)/g;

/** The lines of `text` without what differs between two runs in the same place: times, and the folders' own names. */
function normalise(text, { root, modules }, scratch) {
  return text
    .replaceAll(pathToFileURL(modules).href, 'file://<root>')
    .replaceAll(modules, '<root>')
    .replaceAll(pathToFileURL(root).href, 'file://<root>')
    .replaceAll(root, '<root>')
    .replace(relativeTo(modules, scratch), '<root>')
    .replace(relativeTo(root, scratch), '<root>')
    .replaceAll(scratch, '<scratch>')
    .replaceAll(DATE, '<date>')
    .replaceAll(DURATION, '')
    .split('\n')
    .filter((line) => !UNCOMPARED.some((pattern) => pattern.test(line)));
}

/** `folder` as a path from `scratch`, or from a folder in it: bundlers and compilers spell it so. */
function relativeTo(folder, scratch) {
  const below = relative(scratch, folder).replace(/^(\.\.\/)+/, '');
  return new RegExp(`(\\.\\./)+${below.replaceAll(/[\\^$.*+?()[\]{}|]/g, '\\$&')}`, 'g');
}
