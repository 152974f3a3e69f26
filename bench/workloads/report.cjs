// Writes, when the process ends, what only the process itself knows: its peak memory, its CPU time and how many CommonJS modules it holds.
const { readFileSync, writeFileSync } = require('node:fs');

/** Peak resident memory in bytes. VmHWM, because getrusage's figure on Linux starts from the parent's memory at the fork. */
function peakBytes() {
  if (process.platform !== 'linux') return process.resourceUsage().maxRSS * 1024;
  // gVisor's /proc does not have it.
  const line = /^VmHWM:\s*(\d+) kB/m.exec(readFileSync('/proc/self/status', 'latin1'));
  return line === null ? process.resourceUsage().maxRSS * 1024 : Number(line[1]) * 1024;
}

/** Registers the report. `answer` gives the workload's checksum once everything has run. */
exports.reportAtExit = (answer) => {
  process.once('exit', () => {
    const target = process.env.BENCH_REPORT;
    if (target === undefined) return;
    const modules = Object.keys(require.cache).length;
    const { user, system } = process.cpuUsage();
    writeFileSync(
      target,
      JSON.stringify({ peakBytes: peakBytes(), modules, cpuMilliseconds: (user + system) / 1000, answer: answer() }),
    );
  });
};
