// Builds dist/: one CommonJS bundle that start-up needs, thin entry points in front of it, and the types.
// CommonJS, because `-r` and `--import` both load it without waiting, and one file, because every file of our own costs 0.3 ms.
import { execFileSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
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
// A program's require.cache shows the program's modules only.
const HIDE = `delete require.cache[require.resolve('./zipimport.cjs')];`;
writeFileSync(
  join(dist, 'register.cjs'),
  `'use strict';\n(${CORE}).register();\n${HIDE}\ndelete require.cache[__filename];\n`,
);
const require = createRequire(import.meta.url);
const names = Object.keys(require(join(dist, 'zipimport.cjs')));
writeFileSync(
  join(dist, 'index.js'),
  `import { createRequire } from 'node:module';\nconst require = createRequire(import.meta.url);\nconst core = ${CORE};\n${HIDE}\nexport const { ${names.join(', ')} } = core;\n`,
);

const types = join(dist, 'types');
execFileSync(
  process.execPath,
  [join(root, 'node_modules/typescript/bin/tsc'), '-p', join(root, 'tsconfig.build.json'), '--outDir', types],
  { cwd: root, stdio: 'inherit' },
);
for (const file of readdirSync(types, { recursive: true })) {
  // The compiler leaves the extensions of the sources in the declarations, where consumers' compilers do not find them.
  const path = join(types, file);
  if (path.endsWith('.d.ts')) writeFileSync(path, readFileSync(path, 'utf8').replace(/(from '[^']+)\.ts'/g, "$1.js'"));
}
writeFileSync(join(dist, 'index.d.ts'), `export * from './types/hooks/zipimport.js';\n`);
writeFileSync(join(dist, 'register.d.ts'), 'export {};\n');
