import fs from 'node:fs';
import { readdir } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';

const data = new URL('data/', import.meta.url);
console.log((await readdir(data)).sort());
console.log((await readdir(fileURLToPath(data), { recursive: true })).sort());
console.log((await readdir(data, { withFileTypes: true })).map((entry) => `${entry.name}:${entry.isDirectory()}`).sort());
await readdir(new URL('none', import.meta.url)).catch((error) => console.log(error.code, error.syscall));
fs.readdir(data, (error, names) => {
  console.log(error, names.sort());
  fs.readdir(new URL('data/a.txt', import.meta.url), (failure) => console.log(failure.code));
});
