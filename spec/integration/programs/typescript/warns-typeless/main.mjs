import { value } from './esm.ts';

console.log(value);
