import { caller } from './caller.cjs';

console.log(caller());
