import { parentPort, Worker, workerData } from 'node:worker_threads';
import { depth } from './depth.cjs';
parentPort.postMessage(depth(workerData));
if (workerData > 0) {
  const options = { workerData: workerData - 1, ...(workerData === 2 ? { env: { A: 'b' } } : {}) };
  new Worker(new URL('./worker.mjs', import.meta.url), options).on('message', (message) => parentPort.postMessage(`${message} <`));
}
