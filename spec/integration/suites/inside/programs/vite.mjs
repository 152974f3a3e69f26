// Vite builds a page in the working directory. Rolldown and Lightning CSS are native addons, and Rolldown opens what it bundles itself.
import { cpSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'vite';

const site = join(dirname(fileURLToPath(import.meta.url)), 'site');
const root = join(process.cwd(), 'site');
cpSync(site, root, { recursive: true });
const outDir = join(process.cwd(), 'out');
await build({
  root,
  configFile: join(site, 'vite.config.mjs'),
  // By default Vite bundles its configuration into a file below node_modules, which a read-only file system refuses.
  configLoader: 'native',
  logLevel: 'error',
  build: { outDir, emptyOutDir: true, reportCompressedSize: false },
});
for (const name of readdirSync(outDir, { recursive: true }).sort()) {
  console.log(name);
  if (/\.\w+$/.test(name)) console.log(readFileSync(join(outDir, name), 'utf8'));
}
