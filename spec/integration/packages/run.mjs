// npm run test:packages: popular packages give the same exports, paths and loaded files from an archive as from a directory.
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { nodeBinaries } from '../../../scripts/node-binaries.mjs';
import { differences, knownReason } from './comparing.mjs';
import { layouts, PROJECT, packageNames, prepareLayouts, preparePacked } from './layouts.mjs';
import { probe } from './probing.mjs';

const USAGE = `npm run test:packages -- [options]
  --node <list>      majors, names on the PATH or paths, comma-separated (default: 20,22,24,26)
  --only <packages>  comma-separated package names
  --kind <kind>      require or import (default: both)
  --layout <text>    only layouts whose name contains it
  --dist <folder>    the built package to test (default: dist)
  --batch <n>        packages per process (default: 16); 1 gives each package a process of its own
Exit code 1 when a difference is not in known-differences.json.`;

const { values: options } = parseArgs({
  options: {
    node: { type: 'string' },
    only: { type: 'string' },
    kind: { type: 'string' },
    layout: { type: 'string', default: '' },
    dist: { type: 'string', default: join(PROJECT, 'dist') },
    batch: { type: 'string', default: '16' },
    help: { type: 'boolean', default: false },
  },
});

function batches(names, size) {
  return Array.from({ length: Math.ceil(names.length / size) }, (_, i) => names.slice(i * size, (i + 1) * size));
}

/** Runs the jobs, as many at a time as there are cores. */
async function inParallel(jobs) {
  const queue = jobs.values();
  const work = async () => {
    for (const job of queue) await job();
  };
  await Promise.all(Array.from({ length: availableParallelism() }, work));
}

/** All records of one Node version: `kind layout package` -> record. */
async function collect(node, kinds, places, names) {
  const records = new Map();
  const runtime = { node, register: resolve(options.dist, 'register.cjs') };
  const jobs = kinds.flatMap((kind) =>
    places.flatMap((layout) =>
      batches(names, Number(options.batch)).map((batch) => async () => {
        for (const [name, record] of await probe(runtime, layout, kind, batch)) {
          records.set(`${kind} ${layout.name} ${name}`, record);
        }
      }),
    ),
  );
  await inParallel(jobs);
  return records;
}

/** Compares one Node version and prints its rows. @returns how many differences are not documented */
async function compareOn(node, kinds, places, names, known) {
  const version = execFileSync(node, ['-p', 'process.versions.node'], { encoding: 'utf8' }).trim();
  const records = await collect(node, kinds, places, names);
  const [directory, ...archived] = places;
  let undocumented = 0;
  for (const kind of kinds) {
    for (const layout of archived) {
      const row = { equal: 0, known: [], misses: [] };
      for (const name of names) {
        const expected = records.get(`${kind} ${directory.name} ${name}`);
        const lines = differences(records.get(`${kind} ${layout.name} ${name}`), expected);
        const miss = { package: name, kind, layout: layout.name, major: version.split('.')[0], lines };
        miss.reason = knownReason(known, miss);
        if (lines.length === 0) row.equal++;
        else if (miss.reason === undefined) row.misses.push(miss);
        else row.known.push(miss);
      }
      printRow(version, kind, layout, row, names.length);
      undocumented += row.misses.length;
    }
  }
  return undocumented;
}

function printRow(version, kind, layout, { equal, known, misses }, total) {
  const where = `${version.padEnd(9)} ${kind.padEnd(8)} ${layout.name.padEnd(40)}`;
  console.log(`${where} ${equal}/${total} equal, ${known.length} known, ${misses.length} new`);
  for (const miss of known) console.log(`    known ${miss.package}: ${miss.reason}`);
  for (const miss of misses)
    console.log(`    MISS  ${miss.package}\n${miss.lines.map((line) => `          ${line}`).join('\n')}`);
}

async function main() {
  if (options.help) return console.log(USAGE);
  await prepareLayouts();
  const nodes = await nodeBinaries(options.node);
  await preparePacked(resolve(options.dist), nodes);
  const kinds = options.kind === undefined ? ['require', 'import'] : [options.kind];
  const places = layouts().filter((layout) => !layout.archived || layout.name.includes(options.layout));
  const names = options.only?.split(',') ?? packageNames();
  const known = JSON.parse(readFileSync(new URL('./known-differences.json', import.meta.url), 'utf8'));
  let undocumented = 0;
  for (const node of nodes) undocumented += await compareOn(node, kinds, places, names, known);
  process.exitCode = undocumented === 0 ? 0 : 1;
}

await main();
