// Vite builds a page that lies where this file lies, into the working directory. Rollup and esbuild are their WebAssembly builds.
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'vite';

const root = join(dirname(fileURLToPath(import.meta.url)), 'site');
const outDir = join(process.cwd(), 'out');
await build({
  root,
  configFile: join(root, 'vite.config.mjs'),
  // By default Vite bundles its configuration into a file below node_modules, which a read-only file system refuses.
  configLoader: 'native',
  logLevel: 'error',
  build: { outDir, emptyOutDir: true, reportCompressedSize: false },
});
for (const name of readdirSync(outDir, { recursive: true }).sort()) {
  console.log(name);
  if (/\.\w+$/.test(name)) console.log(readFileSync(join(outDir, name), 'utf8'));
}
