// What the TypeScript loaders need of this process: Node's type stripping, and the esbuild of an installed tsx.
import nodeModule, { createRequire } from 'node:module';
import path from 'node:path';
import type { FindTransform, Transform } from '../../loaders/source/tsx.ts';
import type { StripTypes } from '../../loaders/source/typescript.ts';

/** @returns null where Node strips no types: before 22.18, or told not to */
export function nodeStripTypes(): StripTypes | null {
  const mode = (process.features as { typescript?: 'strip' | 'transform' | false }).typescript;
  if (mode === undefined || mode === false) return null;
  return (source, sourceUrl) => {
    // What is only stripped stays in its place and needs no map; Node refuses to make one.
    const sourceMap = mode === 'transform' && process.sourceMapsEnabled === true;
    const options = { mode: mode as 'strip', sourceMap, sourceUrl };
    return quietly(() => nodeModule.stripTypeScriptTypes(source, options));
  };
}

/** Node warns that the function is experimental; of the program, which never called it, nobody would expect that. */
function quietly<T>(action: () => T): T {
  const { emitWarning } = process;
  process.emitWarning = () => {};
  try {
    return action();
  } finally {
    process.emitWarning = emitWarning;
  }
}

/** Looks for tsx from the module, then from the working directory; asks once per directory. */
export function makeFindTransform(): FindTransform {
  const known = new Map<string, Transform | null>();
  return (file) => {
    const directory = path.dirname(file);
    let transform = known.get(directory);
    if (transform === undefined) {
      transform = transformFrom(file) ?? transformFrom(path.join(process.cwd(), 'index.js'));
      known.set(directory, transform);
    }
    return transform;
  };
}

function transformFrom(file: string): Transform | null {
  let tsx: string;
  try {
    tsx = createRequire(file).resolve('tsx/package.json');
  } catch {
    return null;
  }
  const { transformSync } = createRequire(tsx)('esbuild') as { transformSync: Transform };
  return transformSync;
}
