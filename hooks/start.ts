// Starts zipimport in this thread: chooses how its bundles are compiled, loads the first one and registers. dist/register.cjs, which is what
// `--import zipimport/register` and `-r zipimport/register` load, runs this and does nothing else.
import fs from 'node:fs';
import path from 'node:path';
import { bundleCompiler } from './bundles/bundle-compiler.ts';
import { archiveToRun, chooseBundleCompiler } from './bundles/choose-compiler.ts';
import type * as Zipimport from './zipimport.ts';

// One copy serves a process even when the package is installed twice or loaded both ways: a second one would wrap the first one's hooks.
const shared = globalThis as { [core: symbol]: typeof Zipimport | undefined };
const KEY = Symbol.for('zipimport');

function load(): typeof Zipimport {
  chooseBundleCompiler(archiveToRun());
  const file = path.join(__dirname, 'zipimport.cjs');
  const run = bundleCompiler().compile('zipimport', fs.readFileSync(file), file);
  const module = { exports: {} };
  run(module, module.exports, __dirname);
  return module.exports as typeof Zipimport;
}

shared[KEY] ??= load();
shared[KEY].register();
