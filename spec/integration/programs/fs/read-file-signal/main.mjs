import fs from 'node:fs/promises';

const file = new URL('data/a.txt', import.meta.url);
const controller = new AbortController();
controller.abort();
await fs.readFile(file, { signal: controller.signal }).catch((error) => console.log(error.name, error.code, error.message));
console.log((await fs.readFile(file, { signal: new AbortController().signal, encoding: 'utf8' })).length);
