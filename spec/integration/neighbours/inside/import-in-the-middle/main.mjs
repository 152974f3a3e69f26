import { sep } from 'node:path';
import dep, { name } from 'dep';
import common from './lib/common.cjs';
import { add, value } from './lib/values.mjs';

console.log(value, add(1, 2), dep, name, common.text, sep);
console.log((await import('./lib/late.mjs')).late);
console.log(
  globalThis.hooked
    .map((line) => line.replace(import.meta.url.replace('/main.mjs', ''), '<root>'))
    .sort()
    .join('\n'),
);
