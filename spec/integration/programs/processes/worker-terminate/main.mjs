import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
const worker = new Worker(new URL('./forever.mjs', import.meta.url));
await once(worker, 'message');
console.log(await worker.terminate());
