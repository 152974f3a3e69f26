import fs from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import a from 'a';
import b from 'b';

const here = path.dirname(fileURLToPath(import.meta.url));
const show = (file) => path.relative(here, file);
const require = createRequire(import.meta.url);
console.log(a.name, show(a.file), a.b === b, show(b.file));
console.log(show(require.resolve('a')), show(fileURLToPath(import.meta.resolve('a'))), show(require.resolve('a/package.json')));
console.log(show(fs.realpathSync(path.join(here, 'node_modules/a/node_modules/../index.js'))));
try {
  require.resolve('c');
} catch (error) {
  console.log(error.code);
}
console.log(a.c.name, fs.readdirSync(path.join(here, 'node_modules')).sort(), show(require.resolve('@scope/d')));
