// Opens an archive through the public API, once, in a fresh process, and reports how long that took, how long it took to the first
// answer, and what stays on the heap.
// BENCH_INDEX is the URL of the built package, BENCH_ARCHIVE the archive; run with --expose-gc.
import { writeFileSync } from 'node:fs';

const { openArchive } = await import(process.env.BENCH_INDEX);
globalThis.gc();
const heapBefore = process.memoryUsage().heapUsed;
const start = performance.now();
const finder = openArchive(process.env.BENCH_ARCHIVE);
const milliseconds = performance.now() - start;
// An index that lies ready is checked when it is first asked.
const isThere = finder.lookup('package.json') !== undefined;
const answered = performance.now() - start;
if (!isThere) throw new Error('the archive was opened, but its package.json is not found');
globalThis.gc();
const heapBytes = process.memoryUsage().heapUsed - heapBefore;
finder.close();
writeFileSync(process.env.BENCH_REPORT, JSON.stringify({ answer: { milliseconds, answered, heapBytes } }));
