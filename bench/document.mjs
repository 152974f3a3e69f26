// docs/benchmarks.md: the table with everything a reader needs to judge it or to repeat it.
import { readFileSync, writeFileSync } from 'node:fs';
import { cpus, release, totalmem } from 'node:os';
import { join } from 'node:path';
import { PROJECT } from './corpus.mjs';
import { leftOut } from './workloads/generate.mjs';
import { COMMONJS, MODULES } from './workloads/packages.mjs';

const GIGABYTE = 1024 ** 3;

function machine() {
  const [first, ...others] = cpus();
  const memory = (totalmem() / GIGABYTE).toFixed(0);
  return `${others.length + 1} cores (${first.model.trim()}), ${memory} GB, ${process.platform} ${release()}, ${process.arch}`;
}

/** Writes docs/benchmarks.md. `command` is how the run was started; `table` the aligned table. */
export function writeDocument({ command, runs, versions, table }) {
  const { version } = JSON.parse(readFileSync(join(PROJECT, 'package.json'), 'utf8'));
  const text = `# Benchmarks

Written by \`${command}\` on ${new Date().toISOString().slice(0, 10)}, zipimport ${version}.

- Machine: ${machine()}.
- Node: ${versions.join(', ')}.
- ${runs} runs of each program, whole processes, in turns (disk, zip, disk, zip, ...) after one round that warms the page cache
  (the slow \`--vfs-load\` once). No compile cache.
- Time is wall time of the process unless the row says otherwise; low - high is the range of all runs. "/ base" is the median of the
  rounds' own ratios to the first row of the group, so a slow minute of the machine counts on both sides. CPU time (all threads)
  and peak memory (the process' own high-water mark) are from the same runs.

${table}

## What is run

The corpus is \`bench/corpus\` (package.json and lock file), installed into \`.cache/bench\` with \`npm ci --ignore-scripts\`. The
archives hold that whole folder, node_modules and programs, with symbolic links as links.

- CommonJS: ${COMMONJS.map((load) => load.from).join(', ')}; about 4800 modules.
- ESM: ${MODULES.map((load) => load.from).join(', ')}; about 2400 modules.
- The bundles are esbuild's, one file, \`platform: node\`, not minified. Left out, because a single file of them does not run:
${leftOut()
  .map((load) => `  - ${load.from}: ${load.reason}`)
  .join('\n')}
- Rows that begin with "cold" (only as root on Linux): before each program the kernel drops its page cache and Node runs \`-e 0\` once, so that
  its own binary is there and nothing else, neither modules nor archives nor zipimport. So starts what was just deployed, or not used for long.
- In a sandbox, where calls of the file system cost more, by hand: gVisor's \`runsc --platform=ptrace --network=none do npm run bench -- --node 24
  --quick --only commonjs,esm,cli\`, once the corpus is there. The README has the figures of one run.
- \`fs\` calls on disk files: 633 files of lodash, none of them in an archive. The first calls are timed in whole processes: some 13 000 calls
  of each, most of them before V8 has compiled for the last time, so these rows scatter. Of the others CPU time is given (all threads), once
  both processes, with hooks and without, have made their first 40 000 to 80 000 calls (\`readFile\`: 7 600); they live side by side and work in
  turns of some milliseconds; a process counts with the least of its turns, which the rest of the machine disturbed least. low - high is
  over processes, which differ by some percent for reasons of their own (where V8 put what); the ratio is the median over all pairs.
- Opening: an archive of exactly 40 000 small members under the corpus' names, opened through \`openArchive\`, first time in a process.
`;
  writeFileSync(join(PROJECT, 'docs', 'benchmarks.md'), text);
}
