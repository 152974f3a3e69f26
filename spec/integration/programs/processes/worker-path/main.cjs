const path = require('node:path');
const { Worker } = require('node:worker_threads');
new Worker(path.join(__dirname, 'worker.cjs'), { argv: ['x', 'y'] })
  .on('message', (message) => console.log(JSON.stringify(message)))
  .on('exit', (code) => console.log('exit', code));
