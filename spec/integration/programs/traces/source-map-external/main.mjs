import { createRequire } from 'node:module';
import { thrower } from './thrower.mjs';

const clean = (error) => error.stack.replace(/\n +at .*node:internal.*/g, '');
try {
  thrower({ name: 'esm', depth: 1 });
} catch (error) {
  console.log(clean(error));
}
try {
  createRequire(import.meta.url)('./thrower.cjs').thrower({ name: 'cjs', depth: 1 });
} catch (error) {
  console.log(clean(error));
}
console.log(process.sourceMapsEnabled);
thrower({ name: 'uncaught', depth: 0 });
