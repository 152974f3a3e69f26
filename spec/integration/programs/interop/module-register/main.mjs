import { register } from 'node:module';
import { MessageChannel } from 'node:worker_threads';

const { port1, port2 } = new MessageChannel();
const told = new Promise((resolve) => port1.once('message', resolve));
register('./hooks.mjs', import.meta.url, { data: { port: port2, text: 'data' }, transferList: [port2] });
console.log((await import('virtual:word')).default, await told);
console.log((await import('./a.mjs')).default, (await import('dep')).default);
const missing = await import('./none.mjs').catch((error) => error.code);
console.log(missing, await import('none').catch((error) => error.code));
port1.close();
