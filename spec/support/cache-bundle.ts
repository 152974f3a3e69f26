// The extraction cache as one file that a plain node process can load, for specs with many processes.
import { join } from 'node:path';
import { build } from 'esbuild';
import { ROOT } from './run-node.ts';

/** Writes `<folder>/cache.cjs`, which exports what loaders/native/extraction-cache.ts does. @returns its path */
export async function bundleCache(folder: string): Promise<string> {
  const outfile = join(folder, 'cache.cjs');
  await build({
    entryPoints: [join(ROOT, 'loaders/native/extraction-cache.ts')],
    outfile,
    bundle: true,
    platform: 'node',
    format: 'cjs',
    target: 'node20.19',
  });
  return outfile;
}
