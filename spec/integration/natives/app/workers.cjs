// Uses in workers: first two at a time, all of the names in each; then 20 one after another, one name in each.
const { Worker, isMainThread, parentPort, workerData } = require('node:worker_threads');

const start = (names) =>
  new Promise((resolve, reject) => {
    let lines = [];
    const worker = new Worker(__filename, { workerData: names });
    worker.on('message', (message) => {
      lines = message;
    });
    worker.on('error', reject);
    worker.on('exit', () => resolve(lines));
  });

async function main(names) {
  for (const lines of await Promise.all([start(names), start(names)])) console.log(lines.join('\n'));
  for (let turn = 0; turn < 20; turn += 1) console.log(turn, (await start([names[turn % names.length]])).join('\n'));
}

if (isMainThread) main(process.argv.slice(2));
else
  require('./uses.cjs')
    .run(workerData)
    .then((lines) => parentPort.postMessage(lines));
