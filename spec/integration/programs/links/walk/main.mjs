import fs from 'node:fs';
import { opendir, readdir, readlink } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';

const here = fileURLToPath(new URL('tree', import.meta.url));
console.log((await readdir(here, { withFileTypes: true })).map((entry) => `${entry.name} ${entry.isSymbolicLink()} ${entry.isDirectory()}`).sort());
console.log(await readlink(`${here}/to-dir`), await readlink(`${here}/to-file`, 'buffer'));
for await (const entry of await opendir(`${here}/to-dir`)) console.log(entry.name);
console.log((await fs.promises.realpath(`${here}/to-dir/../to-file`)).endsWith('tree/sub/file'));
await readlink(`${here}/sub`).catch((error) => console.log(error.code, error.syscall));
