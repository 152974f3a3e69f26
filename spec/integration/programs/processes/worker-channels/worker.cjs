const { getEnvironmentData, workerData } = require('node:worker_threads');
const { text } = require('node:stream/consumers');
workerData.port.once('message', async (shared) => {
  Atomics.add(shared, 0, 42);
  console.error('in the worker');
  workerData.port.postMessage([getEnvironmentData('key'), await text(process.stdin)]);
  workerData.port.close();
});
