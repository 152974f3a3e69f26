import { Worker } from 'node:worker_threads';
new Worker(new URL('./worker.mjs', import.meta.url), { execArgv: [], env: { NODE_NO_WARNINGS: '1' } }).on('exit', (code) => console.log('worker', code));
