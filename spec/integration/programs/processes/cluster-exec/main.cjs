const cluster = require('node:cluster');
const path = require('node:path');
cluster.setupPrimary({ exec: path.join(__dirname, 'worker.mjs'), args: ['x'], execArgv: [] });
cluster.fork().on('message', (message) => console.log(message)).on('exit', (code) => console.log(code));
