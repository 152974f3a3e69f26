// What a packed executable loads before anything else: `node --import data:...`. Takes the runtime from the executable itself and registers
// it. A module without a file, so it imports builtins only.
import { dirname, join } from 'node:path';
import { isMainThread } from 'node:worker_threads';
import { RUNTIME_FOLDER } from '../../lib/finders/own-folder.ts';
import { bundleCompiler } from '../bundles/bundle-compiler.ts';
import { chooseBundleCompiler, type RuntimeArchive } from '../bundles/choose-compiler.ts';
import type { EmbeddedRuntime } from '../bundles/embedded-runtime.ts';
import { leadingMembers, readLeadingMember } from '../bundles/leading-members.ts';

/** Says which executable a worker or child process belongs to. */
const VARIABLE = 'ZIPIMPORT_EXECUTABLE';
/** What every process loads. */
const CORE = 'zipimport';

/** The executable that is run, or that the main module is in; else the one that this process inherited. */
function findExecutable(): RuntimeArchive {
  const candidates: string[] = [];
  for (let at = isMainThread ? (process.argv[1] ?? '') : ''; at !== '' && at !== dirname(at); at = dirname(at)) {
    candidates.push(at);
  }
  const inherited = process.env[VARIABLE];
  if (inherited !== undefined) candidates.push(inherited);
  for (const file of candidates) {
    const members = leadingMembers(file);
    if (members?.has(`${CORE}.cjs`) === true) return { file, members };
  }
  throw new Error(
    `zipimport: no runtime in ${inherited ?? process.argv[1]}; the executable was moved or changed while it ran.`,
  );
}

function boot(): void {
  const executable = findExecutable();
  const { file, members } = executable;
  process.env[VARIABLE] = file;
  const directory = join(file, ...RUNTIME_FOLDER.split('/').slice(0, -1));
  const read = (name: string): Buffer => {
    const member = members.get(name);
    const bytes = member === undefined ? null : readLeadingMember(file, member);
    if (bytes === null) throw new Error(`zipimport: ${file} has no ${RUNTIME_FOLDER}${name}.`);
    return bytes;
  };
  const shared = globalThis as { [name: symbol]: unknown };
  const embedded: EmbeddedRuntime = { directory, registration: import.meta.url, read };
  shared[Symbol.for('zipimport.embedded')] = embedded;
  const key = Symbol.for('zipimport');
  if (shared[key] === undefined) {
    chooseBundleCompiler(executable);
    const run = bundleCompiler().compile(CORE, read(`${CORE}.cjs`), join(directory, `${CORE}.cjs`));
    const module = { exports: {} };
    run(module, module.exports, directory);
    shared[key] = module.exports;
  }
  (shared[key] as { register(): unknown }).register();
}

try {
  boot();
} catch (error) {
  // A stack trace would be of this module, whose name is its whole text.
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(1);
}
