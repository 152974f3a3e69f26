// Builds dist/: one CommonJS bundle that start-up needs, thin entry points in front of it, and the types.
// CommonJS, because `-r` and `--import` both load it without waiting, and one file, because every file of our own costs 0.3 ms.
import { execFileSync } from 'node:child_process';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const dist = join(root, 'dist');

rmSync(dist, { recursive: true, force: true });
mkdirSync(dist, { recursive: true });

await build({
  entryPoints: { zipimport: join(root, 'hooks/zipimport.ts') },
  outdir: dist,
  outExtension: { '.js': '.cjs' },
  bundle: true,
  platform: 'node',
  format: 'cjs',
  target: 'node20.19',
  minifyWhitespace: true,
  minifySyntax: true,
  legalComments: 'eof',
  logLevel: 'warning',
});

// One copy serves a process even when the package is installed twice or loaded both ways: a second one would wrap the first one's hooks.
const CORE = `globalThis[Symbol.for('zipimport')] ??= require('./zipimport.cjs')`;
writeFileSync(join(dist, 'register.cjs'), `'use strict';\n(${CORE}).register();\n`);
const require = createRequire(import.meta.url);
const names = Object.keys(require(join(dist, 'zipimport.cjs')));
writeFileSync(
  join(dist, 'index.js'),
  `import { createRequire } from 'node:module';\nconst require = createRequire(import.meta.url);\nconst core = ${CORE};\nexport const { ${names.join(', ')} } = core;\n`,
);

const types = join(dist, 'types');
execFileSync(
  process.execPath,
  [join(root, 'node_modules/typescript/bin/tsc'), '-p', join(root, 'tsconfig.build.json'), '--outDir', types],
  { cwd: root, stdio: 'inherit' },
);
writeFileSync(join(dist, 'index.d.ts'), `export * from './types/hooks/zipimport.js';\n`);
writeFileSync(join(dist, 'register.d.ts'), 'export {};\n');
