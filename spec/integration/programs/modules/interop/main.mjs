import * as names from './names.cjs';
import * as reexport from './reexport.cjs';
import fallback, { named } from './transpiled.cjs';
import { createRequire } from 'node:module';
const require = createRequire(import.meta.url);
const show = (namespace) => Object.keys(namespace).filter((key) => key !== 'module.exports').sort();
console.log(show(names), show(reexport), reexport.fromOther, fallback, named);
const esm = require('./sync.mjs');
console.log(esm.__esModule, esm.default, esm.x, require('./sync.mjs') === esm, (await import('./sync.mjs')).x === esm.x);
try { require('./tla.mjs'); } catch (error) { console.log(error.code); }
console.log((await import('./tla.mjs')).late);
console.log(require('./export-as-module.mjs'));
const { dynamic } = require('./names.cjs');
console.log((await dynamic()).x);
