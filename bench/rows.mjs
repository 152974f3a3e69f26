// What is measured: groups of programs that do the same work and are run in turns, and the table rows that they give.
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { PATHS } from './archives.mjs';
import { CORPUS, PROJECT } from './corpus.mjs';
import { nativeGroups } from './natives.mjs';
import { canForgetFiles } from './page-cache.mjs';

const OPEN = join(PROJECT, 'bench', 'workloads', 'open.mjs');
const DISK_CALLS = join(PROJECT, 'bench', 'workloads', 'disk-calls.cjs');

/**
 * @typedef {object} Program
 * @property {string} label what the table calls it
 * @property {readonly string[]} args Node's arguments
 * @property {Record<string, string>} [env]
 * @property {number} [base] index, in the group, of the program it is compared with
 * @property {number} [runs] at most so many rounds (for what is too slow to repeat)
 * @property {number} [from] the first Node major that can run it
 * @property {readonly { key: string, name?: string, unit: 'ms' | 'ns' | 'KB', scale?: number }[]} [values]
 *   figures that the program measured itself; without it the row is wall time and peak memory of the whole process
 *
 * @typedef {object} Group
 * @property {string} name for --only
 * @property {string} title
 * @property {number} [repeat] rounds per requested run (short programs are noisy)
 * @property {boolean} [cold] no file but Node's own binary is in the page cache when a program starts
 * @property {boolean} [turns] programs that are kept alive and work in turns: see turns.mjs
 * @property {readonly Program[]} programs
 */

function workload(withRegister, name, file) {
  const vfs = ['--experimental-vfs', `--vfs-load=${PATHS.deflated}`, '--no-warnings'];
  return [
    { label: `${name}, disk`, args: [join(CORPUS, file)] },
    { label: `${name}, zip deflated`, args: [...withRegister, join(PATHS.deflated, file)], base: 0 },
    { label: `${name}, zip stored`, args: [...withRegister, join(PATHS.stored, file)], base: 0 },
    { label: `${name}, packed with code caches`, args: [...withRegister, join(PATHS.packed, file)], base: 0 },
    {
      label: `${name}, disk, warm NODE_COMPILE_CACHE`,
      args: [join(CORPUS, file)],
      env: { NODE_COMPILE_CACHE: PATHS.compileCache },
      base: 0,
      from: 22,
    },
    {
      label: `${name}, node --vfs-load`,
      args: vfs,
      env: { BENCH_WORKLOAD: file.split('.')[0] },
      base: 0,
      from: 26,
      runs: 1,
      slow: true,
    },
  ];
}

function bundled(withRegister, name, file, bundle) {
  return [
    { label: `${name} without what cannot be bundled, disk`, args: [join(CORPUS, file)] },
    { label: `${name}, esbuild bundle`, args: [bundle], base: 0 },
    { label: `${name}, the same from zip deflated`, args: [...withRegister, join(PATHS.deflated, file)], base: 0 },
    { label: `${name}, the same packed with code caches`, args: [...withRegister, join(PATHS.packed, file)], base: 0 },
  ];
}

function smallCommandLine(withRegister) {
  const file = 'small-cli.mjs';
  return [
    { label: 'small command line, disk', args: [join(PATHS.smallApp, file)] },
    { label: 'small command line, zip deflated', args: [...withRegister, join(PATHS.smallDeflated, file)], base: 0 },
    { label: 'small command line, packed', args: [...withRegister, join(PATHS.smallPacked, file)], base: 0 },
  ];
}

/** The first start after the machine's, or after a deployment: what a warm page cache hides. */
function coldStarts(withRegister) {
  const bundle = { label: 'ESM, esbuild bundle', args: [PATHS.bundledModules], base: 0 };
  return [
    ['commonjs', 'CommonJS workload', workload(withRegister, 'CommonJS', 'commonjs.cjs')],
    ['esm', 'ES module workload', [...workload(withRegister, 'ESM', 'modules.mjs'), bundle]],
    ['cli', 'A small command line', smallCommandLine(withRegister)],
  ].map(([name, title, programs]) => ({
    name: `cold-${name}`,
    title: `${title}, cold page cache`,
    cold: true,
    programs: programs
      .filter((program) => !program.slow)
      .map((program) => ({ ...program, label: `cold: ${program.label}` })),
  }));
}

const FIRST_CALLS = ['statSync', 'readFileSync', 'readFile'].map((key) => ({
  key,
  name: `first calls of ${key}`,
  unit: 'ns',
}));

// Some milliseconds per turn. V8 compiles for the last time after 40 000 to 60 000 calls; those of readFile take ten times as long.
const STEADY_CALLS = [
  { key: 'statSync', unit: 'ns', warmUp: 120, rounds: 4 },
  { key: 'readFileSync', unit: 'ns', warmUp: 100, rounds: 2 },
  { key: 'readFile', unit: 'ns', warmUp: 12, rounds: 1 },
];
const CALLED = join(CORPUS, 'node_modules', 'lodash');

/** All groups, in the order of the table, measured on the package that was built into `dist`. @returns {readonly Group[]} */
export function groups(dist) {
  const withRegister = ['--import', pathToFileURL(join(dist, 'register.cjs')).href];
  const index = pathToFileURL(join(dist, 'index.js')).href;
  return [
    { name: 'commonjs', title: 'CommonJS workload', programs: workload(withRegister, 'CommonJS', 'commonjs.cjs') },
    { name: 'esm', title: 'ES module workload', programs: workload(withRegister, 'ESM', 'modules.mjs') },
    ...(canForgetFiles() ? coldStarts(withRegister) : []),
    {
      name: 'start',
      title: 'Start-up',
      repeat: 5,
      programs: [
        { label: '-e 0, bare', args: ['-e', '0'] },
        { label: '-e 0, with register', args: [...withRegister, '-e', '0'], base: 0, difference: true },
      ],
    },
    {
      name: 'open',
      title: 'Opening 40 000 members',
      programs: [
        {
          label: 'open 40 000 members',
          args: ['--expose-gc', OPEN],
          env: { BENCH_INDEX: index, BENCH_ARCHIVE: PATHS.many },
          values: [
            { key: 'milliseconds', name: 'in-process time', unit: 'ms' },
            { key: 'answered', name: 'in-process time to the first answer', unit: 'ms' },
            { key: 'heapBytes', name: 'heap kept', unit: 'KB', scale: 1 / 1024 },
          ],
        },
        {
          label: 'open 40 000 members, packed with an index',
          args: ['--expose-gc', OPEN],
          env: { BENCH_INDEX: index, BENCH_ARCHIVE: PATHS.packed },
          values: [
            { key: 'milliseconds', name: 'in-process time', unit: 'ms' },
            { key: 'answered', name: 'in-process time to the first answer', unit: 'ms' },
            { key: 'heapBytes', name: 'heap kept', unit: 'KB', scale: 1 / 1024 },
          ],
        },
      ],
    },
    {
      name: 'cli',
      title: 'A small command line',
      repeat: 3,
      programs: smallCommandLine(withRegister),
    },
    {
      name: 'disk',
      title: 'Programs that use no archive',
      repeat: 2,
      programs: [
        { label: 'CommonJS from disk, bare', args: [join(CORPUS, 'commonjs.cjs')] },
        { label: 'CommonJS from disk, with register', args: [...withRegister, join(CORPUS, 'commonjs.cjs')], base: 0 },
      ],
    },
    {
      name: 'calls',
      title: 'fs calls on disk files, CPU time per call, in turns',
      repeat: 3,
      turns: true,
      programs: [
        { label: 'bare', args: [DISK_CALLS, CALLED], values: STEADY_CALLS },
        { label: 'with register', args: [...withRegister, DISK_CALLS, CALLED], values: STEADY_CALLS, base: 0 },
      ],
    },
    {
      name: 'files',
      title: 'The first calls of fs on disk files, wall time per call',
      repeat: 4,
      programs: [
        { label: 'bare', args: [join(CORPUS, 'disk-files.cjs')], values: FIRST_CALLS },
        {
          label: 'with register',
          args: [...withRegister, join(CORPUS, 'disk-files.cjs')],
          values: FIRST_CALLS,
          base: 0,
        },
      ],
    },
    ...nativeGroups(withRegister),
    {
      name: 'bundle-commonjs',
      title: 'CommonJS against a bundle',
      slow: true,
      programs: bundled(withRegister, 'CommonJS', 'bundled-commonjs.cjs', PATHS.bundledCommonJs),
    },
    {
      name: 'bundle-esm',
      title: 'ES modules against a bundle',
      slow: true,
      programs: bundled(withRegister, 'ESM', 'bundled-modules.mjs', PATHS.bundledModules),
    },
  ];
}
