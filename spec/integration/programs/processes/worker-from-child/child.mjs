import { Worker } from 'node:worker_threads';
for (const execArgv of [undefined, []]) new Worker(new URL('./worker.cjs', import.meta.url), { execArgv }).on('message', (message) => console.log(message));
