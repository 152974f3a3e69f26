// Opens an archive through the public API, once, in a fresh process, and reports how long that took and what stays on the heap.
// BENCH_INDEX is the URL of the built package, BENCH_ARCHIVE the archive; run with --expose-gc.
import { writeFileSync } from 'node:fs';

const { openArchive } = await import(process.env.BENCH_INDEX);
globalThis.gc();
const heapBefore = process.memoryUsage().heapUsed;
const start = performance.now();
const finder = openArchive(process.env.BENCH_ARCHIVE);
const milliseconds = performance.now() - start;
globalThis.gc();
const heapBytes = process.memoryUsage().heapUsed - heapBefore;
if (finder.lookup('package.json') === undefined)
  throw new Error('the archive was opened, but its package.json is not found');
finder.close();
writeFileSync(process.env.BENCH_REPORT, JSON.stringify({ answer: { milliseconds, heapBytes } }));
