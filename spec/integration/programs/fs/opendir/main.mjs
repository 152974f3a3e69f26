import fs from 'node:fs';
import { opendir } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';

const data = fileURLToPath(new URL('data', import.meta.url));
const dir = fs.opendirSync(data);
const names = [];
for (let entry = dir.readSync(); entry !== null; entry = dir.readSync()) names.push(entry.name);
console.log(names.sort(), dir.path === data);
dir.closeSync();
try {
  dir.readSync();
} catch (error) {
  console.log(error.code, error.name);
}
const found = [];
for await (const entry of await opendir(data, { recursive: true })) found.push(`${entry.name} ${entry.isFile()}`);
console.log(found.sort());
const other = await opendir(data, { bufferSize: 1 });
let count = 0;
while ((await other.read()) !== null) count += 1;
await other.close();
await other.close().catch((error) => console.log(error.code));
console.log(count);
await opendir(`${data}/a.txt`).catch((error) => console.log(error.code, error.syscall));
fs.opendir(`${data}/none`, (error) => console.log(error.code, error.syscall));
