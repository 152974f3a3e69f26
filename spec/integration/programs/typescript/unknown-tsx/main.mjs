import { createRequire } from 'node:module';

const require = createRequire(import.meta.url);
for (const name of ['./view.jsx']) {
  await import(name).catch((error) => console.log(error.name, error.code, error.message));
}
console.log(require('./plain.jsx'));
try {
  require('./view.jsx');
} catch (error) {
  console.log(error.name, error.message);
}
