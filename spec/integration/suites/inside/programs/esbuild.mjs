// esbuild's API starts a native program, a file of its package. That opens what it bundles itself: it knows zip archives.
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import esbuild from 'esbuild';

const site = join(dirname(fileURLToPath(import.meta.url)), 'site');
console.log(esbuild.version);
console.log((await esbuild.transform('const x: number = 1 ** 2; export { x }', { loader: 'ts', minify: true })).code);
console.log(esbuild.transformSync('let y = <a/>', { loader: 'jsx' }).code);
const { outputFiles, warnings, metafile } = await esbuild.build({
  entryPoints: [join(site, 'main.js')],
  absWorkingDir: site,
  bundle: true,
  write: false,
  metafile: true,
  external: ['lodash/*'],
  format: 'esm',
  splitting: true,
  outdir: 'out',
  sourceRoot: '/',
  loader: { '.svg': 'dataurl' },
});
for (const { path, text } of outputFiles) console.log(path, text.replace(/^\/\/ .*$/gm, '//'));
console.log(warnings.length, Object.keys(metafile.inputs).length);
await esbuild.stop();
