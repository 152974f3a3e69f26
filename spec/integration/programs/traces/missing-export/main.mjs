import { absent } from './module.mjs';

console.log(absent);
