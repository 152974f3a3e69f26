import fs from 'node:fs';
import { glob } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';

process.removeAllListeners('warning');
process.on('warning', () => {});
const cwd = fileURLToPath(new URL('.', import.meta.url));
console.log(fs.globSync('**/*.txt', { cwd }).sort());
console.log(fs.globSync(['data/*.json', 'data/sub/**'], { cwd }).sort());
console.log(fs.globSync('data/*', { cwd, exclude: (name) => String(name?.name ?? name).endsWith('.txt') }).sort());
const found = [];
for await (const name of glob('**/d.*', { cwd })) found.push(name);
console.log(found);
fs.glob('none/*', { cwd }, (error, names) => console.log(error, names));
