// npm run test:suites: packages' own tests and real programs say the same from an archive as from a directory.
import { execFileSync } from 'node:child_process';
import { availableParallelism } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { nodeBinaries } from '../../../scripts/node-binaries.mjs';
import { differences } from './comparing.mjs';
import { PROJECT, preparePlaces } from './places.mjs';
import { PROGRAMS } from './programs.mjs';
import { run } from './running.mjs';
import { SUITES } from './suites.mjs';

const USAGE = `npm run test:suites -- [options]
  --node <list>      majors, names on the PATH or paths, comma-separated (default: 20,22,24,26)
  --only <names>     comma-separated parts of names of suites and programs
  --dist <folder>    the built package to test (default: dist)
  --times            also say how many seconds each took: directory, archive, node_modules.zip
Exit code 1 when something differs, or when fewer tests passed than should.`;

const { values: options } = parseArgs({
  options: {
    node: { type: 'string' },
    only: { type: 'string' },
    dist: { type: 'string', default: join(PROJECT, 'dist') },
    times: { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  },
});

/** Runs a task in its places, one after the other, and prints its row. @returns whether the runs agree */
async function compare(task, version, runtime, [directory, ...archives]) {
  const isSuite = task.runner !== undefined;
  const isBound = isSuite || task.resolves === true;
  const seconds = [];
  const timed = async (place) => {
    const start = performance.now();
    const outcome = await run(task, runtime, directory.root, place);
    seconds.push(`${((performance.now() - start) / 1000).toFixed(1)} s`);
    return outcome;
  };
  const expected = await timed(directory);
  const lines = [];
  for (const place of archives.filter(({ forPrograms }) => !(forPrograms && isBound))) {
    const differing = differences(task, await timed(place), expected);
    if (differing.length > 0) lines.push(`${place.name}:`, ...differing);
  }
  const failures = expected.failures === 0 ? '' : `, ${expected.failures} fail in both`;
  const said = isSuite ? `${expected.passes} pass${failures}` : `${expected.lines.length} lines`;
  const times = options.times ? `  ${seconds.join(', ')}` : '';
  console.log(
    `${version.padEnd(9)} ${task.name.padEnd(28)} ${lines.length === 0 ? `equal: ${said}` : 'DIFFERS'}${times}`,
  );
  for (const line of lines) console.log(`    ${line}`);
  return lines.length === 0;
}

/** Runs the jobs, as many at a time as there are cores. */
async function inParallel(jobs) {
  const queue = jobs.values();
  const work = async () => {
    for (const job of queue) await job();
  };
  await Promise.all(Array.from({ length: availableParallelism() }, work));
}

async function main() {
  if (options.help) return console.log(USAGE);
  const only = options.only?.split(',');
  const tasks = [...SUITES, ...PROGRAMS].filter(
    ({ name }) => only === undefined || only.some((part) => name.includes(part)),
  );
  const places = await preparePlaces();
  let differing = 0;
  for (const node of await nodeBinaries(options.node)) {
    const version = execFileSync(node, ['-p', 'process.versions.node'], { encoding: 'utf8' }).trim();
    const runtime = { node, register: resolve(options.dist, 'register.cjs') };
    await inParallel(
      tasks.map((task) => async () => void ((await compare(task, version, runtime, places)) || differing++)),
    );
  }
  console.log(differing === 0 ? 'all equal' : `${differing} differ`);
  process.exitCode = differing === 0 ? 0 : 1;
}

await main();
