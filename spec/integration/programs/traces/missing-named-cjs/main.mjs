import { absent } from './module.cjs';

console.log(absent);
