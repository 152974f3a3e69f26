import { createRequire } from 'node:module';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import b from 'b';

const here = path.dirname(fileURLToPath(import.meta.url));
const require = createRequire(import.meta.url);
console.log(path.relative(here, b.file), path.relative(here, require.resolve('@scope/d')));
try {
  console.log(require('a').name);
} catch (error) {
  console.log(error.code, path.relative(here, error.requireStack[0]));
}
