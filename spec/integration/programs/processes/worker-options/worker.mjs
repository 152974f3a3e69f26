import { parentPort } from 'node:worker_threads';
import which from '#which';
parentPort.postMessage([which, process.env.SAID, process.execArgv.filter((option) => !/^(--import|data:|file:)/.test(option))]);
process.env.SAID = 'worker';
