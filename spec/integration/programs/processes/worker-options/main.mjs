import { once } from 'node:events';
import { SHARE_ENV, Worker } from 'node:worker_threads';
process.env.SAID = 'parent';
const cases = [
  { execArgv: [] },
  { execArgv: ['--no-warnings'] },
  { env: SHARE_ENV },
  { env: SHARE_ENV, execArgv: [] },
  { env: { SAID: 'custom' } },
  { env: { SAID: 'custom' }, execArgv: ['--conditions', 'special'] },
  { stdout: true, name: 'named', resourceLimits: { maxOldGenerationSizeMb: 64 } },
];
for (const options of cases) {
  const worker = new Worker(new URL('./worker.mjs', import.meta.url), options);
  const exit = once(worker, 'exit');
  const [message] = await once(worker, 'message');
  await exit;
  console.log(JSON.stringify(message), process.env.SAID);
}
