// Builds dist/: one CommonJS bundle that start-up needs, a thin ES module in front of it, and the types.
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const dist = join(root, 'dist');
rmSync(dist, { recursive: true, force: true });
mkdirSync(dist);
if (existsSync(join(root, 'hooks/zipimport.ts'))) {
  await build({
    entryPoints: { zipimport: join(root, 'hooks/zipimport.ts') },
    outdir: dist,
    outExtension: { '.js': '.cjs' },
    bundle: true,
    platform: 'node',
    format: 'cjs',
    target: 'node20.19',
    minifyWhitespace: true,
    legalComments: 'eof',
    logLevel: 'warning',
  });
}
