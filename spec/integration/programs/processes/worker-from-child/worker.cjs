require('node:worker_threads').parentPort.postMessage([require('./value.cjs'), process.execArgv]);
