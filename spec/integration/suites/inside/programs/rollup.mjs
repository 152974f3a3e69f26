// Rollup, in its WebAssembly build, bundles what webpack bundles beside.
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { rollup, VERSION } from '@rollup/wasm-node';

const site = join(dirname(fileURLToPath(import.meta.url)), 'site');
const text = {
  name: 'text',
  load(id) {
    if (/\.(txt|svg)$/.test(id)) return `export default ${JSON.stringify(this.fs === undefined ? '' : id.split('/').pop())};`;
    return null;
  },
};
const bundle = await rollup({
  input: join(site, 'main.js'),
  external: [/^lodash/],
  plugins: [text],
  onwarn: ({ code, message }) => console.log(code, message),
});
console.log(VERSION);
// In the order in which reads that run side by side came back.
console.log(bundle.watchFiles.sort());
const { output } = await bundle.generate({ dir: 'out', format: 'es', sourcemap: true });
for (const { fileName, type, code, source } of output) console.log(type, fileName, code ?? source);
await bundle.close();
try {
  await rollup({ input: join(site, 'none.js') });
} catch (error) {
  console.log(error.code, error.message);
}
