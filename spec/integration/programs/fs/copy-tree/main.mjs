import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const target = fs.mkdtempSync(path.join(os.tmpdir(), 'copy-'));
const data = fileURLToPath(new URL('data', import.meta.url));
fs.cpSync(data, path.join(target, 'sync'), { recursive: true });
await fs.promises.cp(data, path.join(target, 'promise'), { recursive: true, filter: (from) => !from.endsWith('.json') });
await new Promise((resolve) => fs.cp(data, path.join(target, 'callback'), { recursive: true, force: false }, resolve));
console.log(fs.readdirSync(target, { recursive: true }).sort());
console.log(fs.readFileSync(path.join(target, 'sync/sub/c.txt'), 'utf8'));
await fs.promises.cp(path.join(data, 'a.txt'), path.join(target, 'file.txt'));
console.log(fs.readFileSync(path.join(target, 'file.txt'), 'utf8'));
try {
  fs.cpSync(data, path.join(target, 'plain'));
} catch (error) {
  console.log(error.code);
}
fs.rmSync(target, { recursive: true });
