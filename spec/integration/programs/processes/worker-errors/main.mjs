import { Worker } from 'node:worker_threads';
const run = (name) =>
  new Promise((resolve) => {
    new Worker(new URL(name, import.meta.url))
      .on('error', (error) => console.log(name, error.name, error.code, error.message.split('\n')[0]))
      .on('exit', (code) => resolve(console.log(name, code)));
  });
await run('./throws.mjs');
await run('./syntax.cjs');
await run('./missing.mjs');
await run('./exits.cjs');
await run('./rejects.cjs');
for (const bad of [[5], ['relative.mjs'], [new URL('http://x/')], ['./x.mjs', { execArgv: 5 }], ['./x.mjs', { env: 5 }], ['./x.mjs', { execArgv: ['--no-such'] }], [{}, { eval: true }], ['./x.mjs', null]]) {
  try {
    new Worker(...bad);
  } catch (error) {
    console.log(error.code ?? error.name, error.message);
  }
}
try {
  Worker('x');
} catch (error) {
  console.log(error.name);
}
