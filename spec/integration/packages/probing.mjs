// Runs the probes: a batch of packages per process, and a new process for the rest when a package ends the one it is in.
import { spawn } from 'node:child_process';
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { normalise } from './layouts.mjs';

const TIMEOUT_MILLISECONDS = 120_000;
const PROBE = { require: 'probe.cjs', import: 'probe.mjs' };
const STDERR_KEPT = 400;

let reports = 0;

function runProbe({ node, register }, layout, kind, names, report) {
  const before = layout.archived ? ['--import', pathToFileURL(register).href] : [];
  const env = { ...process.env, PROBE_PACKAGES: JSON.stringify(names), PROBE_REPORT: report };
  delete env.NODE_OPTIONS;
  const args = ['--no-warnings', ...before, join(layout.root, PROBE[kind])];
  const child = spawn(node, args, { env, stdio: ['ignore', 'ignore', 'pipe'], timeout: TIMEOUT_MILLISECONDS });
  let stderr = '';
  child.stderr.on('data', (chunk) => {
    stderr += chunk;
  });
  return new Promise((resolve) => {
    child.on('close', (code, signal) => resolve({ code: code ?? signal, stderr: stderr.slice(0, STDERR_KEPT) }));
  });
}

/**
 * Probes `names` in one layout. `runtime` is the paths of the Node binary and of the built register: { node, register }.
 * @returns a Map of package name -> normalised record; a package that ended its process has a record that says so
 */
export async function probe(runtime, layout, kind, names) {
  const records = new Map();
  let rest = names;
  while (rest.length > 0) {
    const report = join(tmpdir(), `zipimport-probe-${process.pid}-${reports++}.jsonl`);
    const { code, stderr } = await runProbe(runtime, layout, kind, rest, report);
    const lines = existsSync(report) ? readFileSync(report, 'utf8').trim().split('\n') : [];
    rmSync(report, { force: true });
    const written = lines.filter((line) => line !== '').map((line) => JSON.parse(normalise(line, layout.places)));
    for (const record of written) if (!record.starts) records.set(record.name, record);
    const unfinished = rest.filter((name) => !records.has(name));
    if (unfinished.length === 0) break;
    const [ended, ...others] = unfinished;
    records.set(ended, { name: ended, ended: normalise(`exit ${code}: ${stderr.trim()}`, layout.places) });
    // Nothing was even started: the runner itself fails, and would fail for each of the others in the same way.
    if (written.length === 0) for (const name of others) records.set(name, { ...records.get(ended), name });
    rest = written.length === 0 ? [] : others;
  }
  return records;
}
