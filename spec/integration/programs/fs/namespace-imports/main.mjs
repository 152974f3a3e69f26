import * as fs from 'node:fs';
import fsDefault, { readFileSync } from 'fs';
import promises, { readFile } from 'fs/promises';
import { createRequire } from 'node:module';

const file = new URL('data/a.txt', import.meta.url);
console.log(fs.readFileSync === readFileSync, fs.default === fsDefault, fsDefault.readFileSync === readFileSync, promises.readFile === readFile, fsDefault.promises === promises);
console.log(readFileSync(file, 'utf8') === (await readFile(file, 'utf8')), createRequire(import.meta.url)('fs') === fsDefault);
console.log(process.getBuiltinModule?.('fs') === fsDefault);
