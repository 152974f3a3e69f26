// Compiles lib/archive/kernel/assembly to WebAssembly, and writes the module as text into lib/archive/kernel/module.ts, which is committed:
// the compiler is 100 MB and is needed only when that source changes. `--check` only says whether the two belong together.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { npm } from './npm-folder.mjs';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const kernel = join(root, 'lib/archive/kernel');
const compiler = join(root, '.cache/assemblyscript');
const VERSION = '0.28.20';

mkdirSync(compiler, { recursive: true });
writeFileSync(join(compiler, 'package.json'), '{ "private": true }\n');
npm(['install', '--ignore-scripts', '--no-audit', '--no-fund', `assemblyscript@${VERSION}`], compiler);
const { main } = await import(pathToFileURL(join(compiler, 'node_modules/assemblyscript/dist/asc.js')).href);

const files = new Map();
const options = ['--outFile', 'scan.wasm', '--runtime', 'stub', '--noAssert', '--importMemory', '-O3'];
const { error, stderr } = await main(['scan.ts', ...options], {
  readFile: (name) => (name === 'scan.ts' ? readFileSync(join(kernel, 'assembly', name), 'utf8') : null),
  writeFile: (name, content) => files.set(name, content),
  listFiles: () => [],
});
if (error !== null) throw new Error(`${error.message}\n${stderr}`);

// Lines as the formatter leaves them: one string literal is never broken.
const text = `// Written by scripts/build-kernel.mjs from assembly/scan.ts: do not edit.

/** The WebAssembly module, in base64. */
export const MODULE: string =
  '${Buffer.from(files.get('scan.wasm')).toString('base64')}';
`;
const target = join(kernel, 'module.ts');
if (!process.argv.includes('--check')) writeFileSync(target, text);
else if (readFileSync(target, 'utf8') !== text) {
  console.error('lib/archive/kernel/module.ts is not what assembly/scan.ts compiles to: run scripts/build-kernel.mjs');
  process.exitCode = 1;
}
