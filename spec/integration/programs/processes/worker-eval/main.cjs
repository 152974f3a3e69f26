const path = require('node:path');
const { Worker } = require('node:worker_threads');
const member = JSON.stringify(path.join(__dirname, 'member.cjs'));
const run = (source, options) =>
  new Promise((resolve) => {
    new Worker(source, options).on('message', (message) => console.log(message)).on('exit', resolve);
  });
(async () => {
  await run(`require('node:worker_threads').parentPort.postMessage(require(${member}))`, { eval: true });
  await run(`import(${member}).then((m) => require('node:worker_threads').parentPort.postMessage(m.default))`, { eval: true, execArgv: [] });
  const url = require('node:url').pathToFileURL(path.join(__dirname, 'member.cjs')).href;
  const source = `import { parentPort } from 'node:worker_threads'; import m from '${url}'; parentPort.postMessage(m);`;
  await run(new URL(`data:text/javascript,${encodeURIComponent(source)}`), { env: {} });
})();
