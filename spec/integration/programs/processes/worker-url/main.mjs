import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
const worker = new Worker(new URL('./sub/worker.mjs', import.meta.url), { workerData: { list: [1, 2n], map: new Map([[1, 2]]) } });
const exit = once(worker, 'exit');
console.log(await once(worker, 'message'));
console.log(await exit);
