// Records the runtime itself: V8's code caches of its bundles, in a run of the archive as it will be. In the run that makes the code caches of
// its modules, all that reads such has not run, and would be compiled in each process to come.
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { RUNTIME_FOLDER } from '../../lib/finders/own-folder.ts';
import { RECORD_RUNTIME_VARIABLE } from '../../loaders/compiled/format.ts';
import type { ArchiveExtra } from './options.ts';
import { type RecordOptions, runRecorded } from './record-run.ts';

/**
 * @param options the first program is run that there is
 * @returns one per bundle and version of V8, to be found before all other members
 * @throws ERR_ZIPIMPORT_RECORD_FAILED when a program cannot be started, or leaves no recording
 */
export async function recordRuntime(options: RecordOptions): Promise<readonly ArchiveExtra[]> {
  const caches = new Map<string, Buffer>();
  for (const node of options.nodes) {
    const folder = mkdtempSync(join(tmpdir(), 'zipimport-record-'));
    try {
      for (const [i, program] of options.programs.entries()) {
        const recording = { variable: RECORD_RUNTIME_VARIABLE, folder };
        await runRecorded(options, node, program, { ...recording, mayBeNone: i < options.programs.length - 1 });
        if (namesIn(folder).length > 0) break;
      }
      for (const { name, data } of recordedIn(folder)) {
        // Of a program and its children, the one that ran more of a bundle.
        if ((caches.get(name)?.length ?? 0) < data.length) caches.set(name, data);
      }
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  }
  return [...caches]
    .map(([name, content]): ArchiveExtra => ({ name: RUNTIME_FOLDER + name, content, method: 'store' }))
    .sort((a, b) => (a.name < b.name ? -1 : 1));
}

/** As hooks/compiled/record-runtime.ts writes them: a folder for each process, a folder for each V8, a file for each bundle. */
function* recordedIn(folder: string): Generator<{ name: string; data: Buffer }> {
  for (const process of namesIn(folder)) {
    for (const v8 of namesIn(join(folder, process))) {
      for (const bundle of namesIn(join(folder, process, v8))) {
        yield { name: `${v8}/${bundle}`, data: readFileSync(join(folder, process, v8, bundle)) };
      }
    }
  }
}

function namesIn(folder: string): readonly string[] {
  return existsSync(folder) ? readdirSync(folder).sort() : [];
}
