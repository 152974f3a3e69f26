import { readFileSync } from 'node:fs';
import { parentPort, workerData } from 'node:worker_threads';
import { name } from './name.mjs';
parentPort.postMessage({ workerData, name, url: import.meta.url, text: readFileSync(new URL('name.mjs', import.meta.url), 'utf8') });
