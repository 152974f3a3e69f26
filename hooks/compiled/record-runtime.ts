// Records the runtime itself: the code caches of its bundles, as they are when a recorded program ends.
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { RUNTIME_RECORDING } from '../../loaders/compiled/format.ts';
import { recordingCompilerInUse } from '../bundles/bundle-compiler.ts';

/** Bundles that are loaded because of the recording. */
const RECORDING_ONLY = /^[^/]+\/compiled-/;

/** Writes them below `folder`, if the bundles were loaded to be recorded; V8's flags must be as in the processes to come. */
export function saveRuntime(folder: string): void {
  for (const [name, data] of recordingCompilerInUse()?.codeCaches() ?? []) {
    if (RECORDING_ONLY.test(name)) continue;
    const file = join(folder, RUNTIME_RECORDING, `${process.pid}`, name);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, data);
  }
}
