// Records the runtime itself: the code caches of its bundles, as they are when the program ends.
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { recordingCompilerInUse } from '../bundles/bundle-compiler.ts';

/** Bundles that are loaded because of the recording. */
const RECORDING_ONLY = /^[^/]+\/compiled-/;

/** Has them written below `folder` when the process ends, if the bundles were loaded to be recorded. */
export function recordRuntime(folder: string): void {
  process.once('exit', () => {
    for (const [name, data] of recordingCompilerInUse()?.codeCaches() ?? []) {
      if (RECORDING_ONLY.test(name)) continue;
      const file = join(folder, `${process.pid}`, name);
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(file, data);
    }
  });
}

/** A server is told to end; by default Node ends at once then, without 'exit'. */
export function exitWhenTold(): void {
  process.once('SIGTERM', () => process.exit(143));
}
