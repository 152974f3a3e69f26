import { readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';

const at = new URL('add.wasm', import.meta.url);
const { instance } = await WebAssembly.instantiate(await readFile(at));
console.log(Object.keys(instance.exports), new WebAssembly.Module(readFileSync(at)) instanceof WebAssembly.Module);
