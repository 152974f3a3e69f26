// Loads one of the bundles beside this one: what only some programs need is kept out of what every program reads when it starts.
import { join } from 'node:path';
import * as errors from '../../lib/errors.ts';
import * as originalFs from '../../lib/original-fs.ts';
import * as stackStart from '../../lib/stack-start.ts';
import { bundleCompiler } from './bundle-compiler.ts';
import { embeddedRuntime } from './embedded-runtime.ts';

/**
 * What all bundles must have the same of: the class of errors, Node's file functions as they were before the overlay, and which errors are
 * marked. And `load`, by which a bundle loads what the build has made bundles of its own of: see scripts/build.mjs.
 */
const SHARED = Symbol.for('zipimport.shared');

/**
 * Loads `dist/<name>.cjs`; call once per runtime. Compiled here and not by `require`: hooks and mocks of others would see a module that is
 * none of the program's, and might change it.
 */
export function loadBundle(name: string): unknown {
  const file = join(__dirname, `${name}.cjs`);
  const text = embeddedRuntime(__dirname)?.read(`${name}.cjs`) ?? originalFs.readFileSync(file);
  const run = bundleCompiler().compile(name, text, file);
  const module = { exports: {} };
  const holder = globalThis as { [SHARED]?: object };
  const outer = holder[SHARED];
  holder[SHARED] = { errors, 'original-fs': originalFs, 'stack-start': stackStart, load: loadBundle };
  try {
    run(module, module.exports, __dirname);
  } finally {
    if (outer === undefined) delete holder[SHARED];
    else holder[SHARED] = outer;
  }
  return module.exports;
}
