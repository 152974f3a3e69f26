import data from './data.json' with { type: 'json' };
import { createRequire } from 'node:module';
console.log(data, createRequire(import.meta.url)('./data.json') === data);
for (const load of [() => import('./data.json'), () => import('./data.json', { with: { type: 'css' } }), () => import('./x.mjs', { with: { type: 'json' } }), () => import('./broken.json', { with: { type: 'json' } })]) {
  try { console.log(await load()); } catch (error) { console.log(error.code, error.name, error.message); }
}
