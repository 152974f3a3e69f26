import value from 'pkg';
import { createRequire } from 'node:module';
console.log(value, createRequire(import.meta.url)('pkg'), createRequire(import.meta.url)('pkg/other'));
