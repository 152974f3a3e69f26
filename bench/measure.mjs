// Runs the programs of a group in turns (A B C, A B C, ...), whole processes, so that a slow minute of the machine hits all alike.
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PROJECT } from './corpus.mjs';
import { forgetFiles } from './page-cache.mjs';

const TIMEOUT_MILLISECONDS = 180_000;

/**
 * @typedef {object} Sample one run of one program
 * @property {number} milliseconds wall time of the whole process
 * @property {number} [cpuMilliseconds] user and system time of all its threads, where the program reports it
 * @property {number} [peakBytes] peak memory, where the program reports it
 * @property {unknown} [answer] the program's checksum, or the figures it measured itself
 * @property {number} [modules]
 */

/** Runs a program once. @returns {Sample | { error: string }} */
export function runOnce(node, program) {
  const report = join(tmpdir(), `zipimport-bench-${process.pid}.json`);
  rmSync(report, { force: true });
  const { NODE_OPTIONS: _, NODE_COMPILE_CACHE: __, ...inherited } = process.env;
  const env = { ...inherited, ...program.env, BENCH_REPORT: report };
  const options = { env, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'], timeout: TIMEOUT_MILLISECONDS };
  const start = performance.now();
  const { status, stderr, error } = spawnSync(node, program.args, options);
  const milliseconds = performance.now() - start;
  if (status !== 0) return { error: firstErrorLine(stderr) ?? error?.code ?? `exit code ${status}` };
  const reported = existsSync(report) ? JSON.parse(readFileSync(report, 'utf8')) : {};
  rmSync(report, { force: true });
  return { ...reported, milliseconds };
}

function firstErrorLine(stderr) {
  const lines = (stderr ?? '').split('\n');
  const line = lines.find((line) => /\bError\b.*:/.test(line)) ?? lines.find((line) => line.trim() !== '');
  return line?.replaceAll(PROJECT, '.');
}

/**
 * Measures one group on one Node binary: a round to warm the page cache, which does not count, then `runs` rounds in turns.
 * @returns one entry per program: { program, samples } with a hole-free list, or { program, error } from its first failing run
 */
export function measureGroup(node, major, group, runs) {
  const rows = group.programs
    .filter((program) => (program.from ?? 0) <= major)
    .map((program) => ({ program, samples: [] }));
  for (const row of rows) if (row.program.runs === undefined) step(node, row, false);
  for (let round = 0; round < runs * (group.repeat ?? 1); round++) {
    for (const row of rows) {
      if (round >= (row.program.runs ?? Number.POSITIVE_INFINITY)) continue;
      if (group.cold) forgetFiles(node);
      step(node, row, true);
    }
  }
  return rows;
}

function step(node, row, counts) {
  if (row.error !== undefined) return;
  const sample = runOnce(node, row.program);
  if ('error' in sample) row.error = sample.error;
  else if (counts) row.samples.push(sample);
}
