// The main file of the benchmark's archive, for runners that start an archive's package main and take no other entry.
if (process.env.BENCH_WORKLOAD === 'modules') import('./modules.mjs');
else require('./commonjs.cjs');
