// Requires one addon, in a fresh process, and reports how long that took. BENCH_COLD names a folder to remove first.
const { rmSync } = require('node:fs');
const { reportAtExit } = require('./report.cjs');

const { BENCH_ADDON, BENCH_COLD } = process.env;
if (BENCH_COLD) rmSync(BENCH_COLD, { recursive: true, force: true });
const start = performance.now();
const addon = require(BENCH_ADDON);
const milliseconds = performance.now() - start;
if (Object.keys(addon).length === 0) throw new Error('the addon has no exports');
reportAtExit(() => ({ milliseconds }));
