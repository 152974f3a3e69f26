import { createRequire, findPackageJSON } from 'node:module';
console.log(findPackageJSON('..', import.meta.url), findPackageJSON('pkg', import.meta.url), findPackageJSON(import.meta.resolve('pkg')), findPackageJSON('./sub/x.mjs', import.meta.url));
try { console.log(findPackageJSON('absent', import.meta.url)); } catch (error) { console.log(error.code, error.message); }
