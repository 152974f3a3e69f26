// Runs a packed program to record it, on every Node.js that it shall start faster on: which members it reads, in which order, and V8's code
// caches of its modules.
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { importsName, resolutionsName } from '../../lib/resolve/resolution-table.ts';
import type { RecordedResolutions } from '../../lib/resolve/resolution-table-writer.ts';
import { CodeCache } from '../../loaders/compiled/code-cache.ts';
import type { RecordedCode } from '../../loaders/compiled/code-cache-writer.ts';
import { blobName, RECORD_VARIABLE } from '../../loaders/compiled/format.ts';
import { type RecordOptions, runRecorded } from './record-run.ts';

/** What came of the runs. */
export interface Recorded {
  /** Members in the order in which the first run read them. */
  readonly order: readonly string[];
  /** Name of the blob, one per version of V8 -> code caches. */
  readonly caches: ReadonlyMap<string, readonly RecordedCode[]>;
  /** Name of the table -> resolutions: of `require` and of `import`, one each per version of Node.js. */
  readonly resolutions: ReadonlyMap<string, readonly RecordedResolutions[]>;
  /** Node.js version -> modules in its code cache. */
  readonly modules: ReadonlyMap<string, number>;
  /** Runs that did not end well: what was run, and how it ended. */
  readonly failures: readonly { readonly member: string; readonly note: string }[];
}

/** As hooks/compiled/recorder.ts writes it. */
interface Recording {
  readonly archive: string;
  readonly node: string;
  readonly v8: string;
  readonly arch: string;
  readonly members: readonly string[];
  readonly resolved: RecordedResolutions;
  readonly imported: RecordedResolutions | null;
}

/**
 * A run that ends with an error counts as far as it came: command lines do when they are given no arguments.
 * @throws ERR_ZIPIMPORT_RECORD_FAILED when a program cannot be started, or leaves no recording
 */
export async function record(options: RecordOptions): Promise<Recorded> {
  const order = new Set<string>();
  const blobs = new Map<string, Map<string, RecordedCode>>();
  const modules = new Map<string, number>();
  const resolved = new Map<string, RecordedResolutions[]>();
  const failures: { member: string; note: string }[] = [];
  for (const node of options.nodes) {
    for (const program of options.programs) {
      const folder = mkdtempSync(join(tmpdir(), 'zipimport-record-'));
      try {
        const failure = await runRecorded(options, node, program, {
          variable: RECORD_VARIABLE,
          folder,
          mayBeNone: options.programs.length > 1 && program[0] === '',
        });
        if (failure !== null) failures.push({ member: program[0] ?? '', note: failure });
        for (const { recording, cache } of recordingsIn(folder, options.archive)) {
          for (const name of recording.members) order.add(name);
          const name = blobName(recording.v8, recording.arch);
          const known = blobs.get(name) ?? new Map<string, RecordedCode>();
          blobs.set(name, known);
          merge(known, cache);
          modules.set(recording.node, known.size);
          for (const [name, resolutions] of [
            [resolutionsName(recording.node), recording.resolved],
            [importsName(recording.node), recording.imported],
          ] as const) {
            if (resolutions !== null) resolved.set(name, [...(resolved.get(name) ?? []), resolutions]);
          }
        }
      } finally {
        rmSync(folder, { recursive: true, force: true });
      }
    }
  }
  return {
    order: [...order],
    caches: new Map([...blobs].sort().map(([name, codes]) => [name, [...codes.values()]])),
    resolutions: new Map([...resolved].sort()),
    modules,
    failures,
  };
}

function isRecording(name: string): boolean {
  return name.endsWith('.json');
}

function* recordingsIn(folder: string, archive: string): Generator<{ recording: Recording; cache: Buffer }> {
  const names = readdirSync(folder).filter(isRecording);
  // The program itself first, by its process number; its children follow.
  for (const name of names.sort((a, b) => Number.parseInt(a, 10) - Number.parseInt(b, 10))) {
    const recording = JSON.parse(readFileSync(join(folder, name), 'utf8')) as Recording;
    if (recording.archive !== archive) continue;
    yield { recording, cache: readFileSync(join(folder, name.replace(/json$/, 'cache'))) };
  }
}

/** Of two caches of one module the larger one knows more functions. */
function merge(known: Map<string, RecordedCode>, blob: Buffer): void {
  const cache = CodeCache.open((offset, length) => blob.subarray(offset, offset + length));
  for (const [name, code] of cache?.entries() ?? []) {
    const data = cache?.data(code);
    const other = known.get(name);
    if (data === null || data === undefined || (other !== undefined && other.data.length >= data.length)) continue;
    known.set(name, { ...code, name, data: Buffer.from(data) });
  }
}
