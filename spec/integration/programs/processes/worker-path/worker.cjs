const { parentPort, isMainThread, threadId } = require('node:worker_threads');
const main = require.main === module;
parentPort.postMessage([__filename, isMainThread, threadId, main, process.argv.slice(1), require('./data.json').n]);
