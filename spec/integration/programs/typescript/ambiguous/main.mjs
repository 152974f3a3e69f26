import cjs from './cjs.ts';
import * as esm from './esm.ts';

console.log(cjs, esm.value, esm.default);
