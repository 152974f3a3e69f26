import { readFileSync } from 'node:fs';
import { name } from './name.mjs';
console.log(name, process.argv.slice(2), process.execArgv, readFileSync(new URL('name.mjs', import.meta.url)).length);
process.exitCode = 3;
