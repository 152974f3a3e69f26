import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';

const target = fs.mkdtempSync(path.join(os.tmpdir(), 'copy-'));
const at = (name) => new URL(name, import.meta.url);
fs.copyFileSync(at('data/a.txt'), path.join(target, 'one'));
await fs.promises.copyFile(at('data/b.json'), path.join(target, 'two'));
await new Promise((resolve) => fs.copyFile(at('data/sub/deep/d.bin'), path.join(target, 'three'), resolve));
console.log(fs.readdirSync(target).sort().map((name) => fs.readFileSync(path.join(target, name), 'hex')));
for (const [from, flag] of [['data/a.txt', fs.constants.COPYFILE_EXCL], ['none', 0]]) {
  try {
    fs.copyFileSync(at(from), path.join(target, 'one'), flag);
  } catch (error) {
    console.log(error.code, error.syscall);
  }
}
fs.appendFileSync(path.join(target, 'one'), 'more');
console.log(fs.readFileSync(path.join(target, 'one'), 'utf8'));
fs.rmSync(target, { recursive: true });
