import value from 'linked';
import inner from 'linked/inner';
import { createRequire } from 'node:module';

console.log(value, inner, createRequire(import.meta.url)('linked'));
console.log(import.meta.resolve('linked/inner').split('/').slice(-3));
