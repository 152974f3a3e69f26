// npm run bench: prepares the corpus, measures every group on every Node version, prints the table, writes docs/benchmarks.md.
import { execFileSync } from 'node:child_process';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { nodeBinaries } from '../scripts/node-binaries.mjs';
import { prepareArchives, preparePacked } from './archives.mjs';
import { PROJECT, prepareCorpus } from './corpus.mjs';
import { writeDocument } from './document.mjs';
import { measureGroup } from './measure.mjs';
import { prepareNatives } from './natives.mjs';
import { groups } from './rows.mjs';
import { groupRows } from './statistics.mjs';
import { table } from './table.mjs';
import { measureTurns } from './turns.mjs';

const USAGE = `npm run bench -- [options]
  --node <list>   majors, names on the PATH or paths, comma-separated (default: 20,22,24,26)
  --runs <n>      counted rounds per group (default: 7)
  --only <list>   groups: ${groups('')
    .map((group) => group.name)
    .join(', ')}
  --dist <folder> the built package to measure (default: dist)
  --quick         3 rounds, without the slow comparisons (--vfs-load, bundles)
A run with --only, --quick --node or --dist prints its table and leaves docs/benchmarks.md alone.`;

const { values: options } = parseArgs({
  options: {
    node: { type: 'string' },
    dist: { type: 'string' },
    runs: { type: 'string' },
    only: { type: 'string' },
    quick: { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  },
});

function chosenGroups() {
  const all = groups(resolve(options.dist ?? join(PROJECT, 'dist')));
  const names = options.only?.split(',');
  const unknown = names?.find((name) => all.every((group) => group.name !== name));
  if (unknown !== undefined) throw new Error(`no group is called ${unknown}\n${USAGE}`);
  return all
    .filter((group) => (names === undefined ? !(options.quick && group.slow) : names.includes(group.name)))
    .map((group) =>
      options.quick ? { ...group, programs: group.programs.filter((program) => !program.slow) } : group,
    );
}

async function main() {
  if (options.help) return console.log(USAGE);
  const chosen = chosenGroups();
  const runs = Number(options.runs ?? (options.quick ? 3 : 7));
  const binaries = await nodeBinaries(options.node);
  const stamp = prepareCorpus();
  await prepareArchives(stamp);
  await preparePacked(stamp, await nodeBinaries());
  await prepareNatives();
  const results = [];
  for (const node of binaries) {
    const version = execFileSync(node, ['-p', 'process.versions.node'], { encoding: 'utf8' }).trim();
    const rows = [];
    for (const group of chosen) {
      console.error(`Node ${version}: ${group.title}`);
      const measured = group.turns
        ? await measureTurns(node, group, runs)
        : measureGroup(node, Number.parseInt(version, 10), group, runs);
      rows.push(...groupRows(measured));
    }
    results.push({ version, rows });
  }
  const text = table(results);
  console.log(text);
  const partial =
    options.only !== undefined || options.quick || options.node !== undefined || options.dist !== undefined;
  if (partial) return;
  const versions = results.map((result) => result.version);
  writeDocument({ command: 'npm run bench', runs, versions, table: text });
}

await main();
