// Makes, once per corpus, what the corpus is compared with: its archives, one of 40 000 members, and the single-file bundles.
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import yazl from 'yazl';
import { digest } from '../scripts/npm-folder.mjs';
import { listFolder, zipFolder } from '../scripts/zip-folder.mjs';
import { CORPUS, OUTPUT, PROJECT } from './corpus.mjs';
import { writeSmallApp } from './small-app.mjs';

/** How many members the archive for the opening test has. */
export const MANY = 40_000;

/** Paths of everything that is made. */
export const PATHS = {
  deflated: join(OUTPUT, 'deflated.zip'),
  stored: join(OUTPUT, 'stored.zip'),
  packed: join(OUTPUT, 'packed.zip'),
  smallApp: join(OUTPUT, 'small-app'),
  smallDeflated: join(OUTPUT, 'small-app.zip'),
  smallPacked: join(OUTPUT, 'small-app-packed.zip'),
  compileCache: join(OUTPUT, 'compile-cache'),
  many: join(OUTPUT, 'members-40000.zip'),
  bundledCommonJs: join(OUTPUT, 'bundled-commonjs.cjs'),
  bundledModules: join(OUTPUT, 'bundled-modules.mjs'),
};

/** Makes what is missing or was made from another corpus. `stamp` is the corpus' digest. */
export async function prepareArchives(stamp) {
  const file = join(OUTPUT, '.made-from');
  if (existsSync(file) && readFileSync(file, 'utf8') === stamp) return;
  mkdirSync(OUTPUT, { recursive: true });
  console.error('packing the corpus (once)');
  const names = listFolder(CORPUS).filter((name) => name !== '.installed');
  await zipFolder(CORPUS, PATHS.deflated, { names });
  await zipFolder(CORPUS, PATHS.stored, { names, compress: false });
  await zipManyMembers(names);
  await bundle('bundled-commonjs.cjs', 'cjs', PATHS.bundledCommonJs);
  await bundle('bundled-modules.mjs', 'esm', PATHS.bundledModules);
  writeFileSync(file, stamp);
}

/** Packs the corpus as `zipimport pack --compile` does, with the programs recorded on each of `nodes`. */
export async function preparePacked(stamp, nodes) {
  const file = join(OUTPUT, '.packed-from');
  // Packing records runs: what is in the archive depends on all of the package.
  const dist = join(PROJECT, 'dist');
  const sources = listFolder(dist).filter((name) => /\.c?js$/.test(name));
  const made = digest(stamp, ...sources.map((name) => readFileSync(join(dist, name))), ...nodes);
  if (existsSync(file) && readFileSync(file, 'utf8') === made) return;
  console.error('recording the corpus on each Node.js and packing it (once)');
  const { pack } = await import(pathToFileURL(join(dist, 'pack.js')).href);
  const warm = ['modules.mjs', 'bundled-commonjs.cjs', 'bundled-modules.mjs'].map((name) => [name]);
  await pack({
    directory: CORPUS,
    output: PATHS.packed,
    exclude: ['.installed'],
    compile: { nodes, warm, patience: 120_000 },
  });
  writeSmallApp(CORPUS, PATHS.smallApp);
  await zipFolder(PATHS.smallApp, PATHS.smallDeflated);
  writeFileSync(join(PATHS.smallApp, 'package.json'), '{ "main": "small-cli.mjs" }\n');
  await pack({ directory: PATHS.smallApp, output: PATHS.smallPacked, compile: { nodes } });
  writeFileSync(file, made);
}

/** Exactly MANY small members under real names: opening reads names, never contents. */
async function zipManyMembers(corpusNames) {
  const files = corpusNames.filter((name) => !name.endsWith('/'));
  const zip = new yazl.ZipFile();
  for (let i = 0; i < MANY; i++) {
    const copy = Math.floor(i / files.length);
    const name = files[i % files.length];
    zip.addBuffer(Buffer.from(name), copy === 0 ? name : `copy-${copy}/${name}`, { compress: false });
  }
  zip.end();
  const chunks = [];
  for await (const chunk of zip.outputStream) chunks.push(chunk);
  writeFileSync(PATHS.many, Buffer.concat(chunks));
}

/** Optional peers (database drivers, template engines) are not installed; their requires stay as they are, behind a try. */
const leaveMissingExternal = {
  name: 'leave-missing-external',
  setup({ onResolve, resolve }) {
    onResolve({ filter: /^[^./]/ }, async ({ path, kind, resolveDir, pluginData }) => {
      if (pluginData === 'asked') return undefined;
      const found = await resolve(path, { kind, resolveDir, pluginData: 'asked' });
      return found.errors.length > 0 ? { path, external: true } : undefined;
    });
  },
};

const ESM_BANNER =
  "import { createRequire as makeRequire } from 'node:module'; const require = makeRequire(import.meta.url);";

async function bundle(program, format, outfile) {
  await build({
    entryPoints: [join(CORPUS, program)],
    outfile,
    format,
    bundle: true,
    platform: 'node',
    target: 'node20',
    loader: { '.node': 'empty' },
    banner: format === 'esm' ? { js: ESM_BANNER } : {},
    plugins: [leaveMissingExternal],
    logLevel: 'error',
    logOverride: { 'require-resolve-not-external': 'silent' },
  });
}
