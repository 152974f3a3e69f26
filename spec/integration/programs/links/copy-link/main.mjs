import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const target = fs.mkdtempSync(path.join(os.tmpdir(), 'links-'));
const here = fileURLToPath(new URL('tree', import.meta.url));
fs.cpSync(here, path.join(target, 'followed'), { recursive: true, dereference: true });
fs.cpSync(here, path.join(target, 'kept'), { recursive: true, verbatimSymlinks: true });
for (const name of ['followed', 'kept']) console.log(fs.readdirSync(path.join(target, name), { withFileTypes: true }).map((entry) => `${entry.name} ${entry.isSymbolicLink()} ${entry.isFile()}`).sort());
console.log(fs.readlinkSync(path.join(target, 'kept/link.txt')), fs.readFileSync(path.join(target, 'kept/link.txt'), 'utf8'));
fs.copyFileSync(path.join(here, 'link.txt'), path.join(target, 'file'));
console.log(fs.lstatSync(path.join(target, 'file')).isFile());
fs.rmSync(target, { recursive: true });
