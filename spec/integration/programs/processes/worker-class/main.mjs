import { once } from 'node:events';
import { createRequire } from 'node:module';
import threads, { Worker } from 'node:worker_threads';
class Tagged extends Worker {
  constructor(name, options) {
    super(new URL(name, import.meta.url), { ...options, stdout: true });
    this.tag = name;
  }
}
const plain = new Worker(new URL('./worker.mjs', import.meta.url), { stdout: true });
const tagged = new Tagged('./worker.mjs', { execArgv: [] });
console.log(plain.constructor === Worker, tagged.constructor === Tagged, tagged instanceof Tagged, tagged instanceof Worker, plain instanceof Tagged);
console.log(tagged.tag, Worker.name, Worker.length, typeof Worker, Object.keys(Worker), Object.getPrototypeOf(Tagged) === Worker);
console.log(threads.Worker === Worker, createRequire(import.meta.url)('worker_threads').Worker === Worker, Object.prototype.toString.call(plain));
tagged.stdout.setEncoding('utf8').on('data', (text) => console.log('said', text.trim()));
await Promise.all([once(plain, 'exit'), once(tagged, 'exit')]);
