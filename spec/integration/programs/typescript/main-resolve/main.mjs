import { createRequire } from 'node:module';

console.log(import.meta.resolve('pkg').split('/').slice(-3).join('/'));
const require = createRequire(import.meta.url);
try {
  require.resolve('pkg');
} catch (error) {
  console.log(error.code);
}
console.log(require('plain').value);
