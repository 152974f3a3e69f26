// Runs a packed program to record it, on every Node.js that it shall start faster on: which members it reads, in which order, and V8's code
// caches of its modules.
import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ZipImportError } from '../../lib/errors.ts';
import { RUNTIME_FOLDER } from '../../lib/finders/own-folder.ts';
import { resolutionsName } from '../../lib/resolve/resolution-table.ts';
import { encodeResolutions, type RecordedResolutions } from '../../lib/resolve/resolution-table-writer.ts';
import { CodeCache } from '../../loaders/compiled/code-cache.ts';
import type { RecordedCode } from '../../loaders/compiled/code-cache-writer.ts';
import { blobName, RUNTIME_RECORDING } from '../../loaders/compiled/format.ts';
import type { ArchiveExtra } from './options.ts';

/** What is run. */
export interface RecordOptions {
  /** The archive as packed so far. */
  readonly archive: string;
  /** Absolute path of what `zipimport/register` is. */
  readonly register: string;
  /** Executables of Node.js. */
  readonly nodes: readonly string[];
  /** Command lines, each the member to start ('' is what the archive's package.json names) and its arguments. */
  readonly programs: readonly (readonly string[])[];
  /** Milliseconds after which a program is told to end: servers do not by themselves. */
  readonly patience: number;
}

/** What came of the runs. */
export interface Recorded {
  /** Members in the order in which the first run read them. */
  readonly order: readonly string[];
  /** Name of the blob, one per version of V8 -> code caches. */
  readonly caches: ReadonlyMap<string, readonly RecordedCode[]>;
  /** Code caches of the runtime's bundles, one per bundle and version of V8: to be found before all other members. */
  readonly runtime: readonly ArchiveExtra[];
  /** Resolutions, one per version of Node.js. */
  readonly tables: readonly ArchiveExtra[];
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
}

/**
 * A run that ends with an error counts as far as it came: command lines do when they are given no arguments.
 * @throws ERR_ZIPIMPORT_RECORD_FAILED when a program cannot be started, or leaves no recording
 */
export async function record(options: RecordOptions): Promise<Recorded> {
  const order = new Set<string>();
  const blobs = new Map<string, Map<string, RecordedCode>>();
  const modules = new Map<string, number>();
  const runtime = new Map<string, Buffer>();
  const resolved = new Map<string, RecordedResolutions[]>();
  const failures: { member: string; note: string }[] = [];
  for (const node of options.nodes) {
    for (const program of options.programs) {
      const folder = mkdtempSync(join(tmpdir(), 'zipimport-record-'));
      try {
        const failure = await run(options, node, program, folder, options.programs.length > 1 && program[0] === '');
        if (failure !== null) failures.push({ member: program[0] ?? '', note: failure });
        for (const { recording, cache } of recordingsIn(folder, options.archive)) {
          for (const name of recording.members) order.add(name);
          const name = blobName(recording.v8, recording.arch);
          const known = blobs.get(name) ?? new Map<string, RecordedCode>();
          blobs.set(name, known);
          merge(known, cache);
          modules.set(recording.node, known.size);
          resolved.set(recording.node, [...(resolved.get(recording.node) ?? []), recording.resolved]);
        }
        for (const { name, data } of runtimeIn(folder)) {
          if ((runtime.get(name)?.length ?? 0) < data.length) runtime.set(name, data);
        }
      } finally {
        rmSync(folder, { recursive: true, force: true });
      }
    }
  }
  const tables = [...resolved].flatMap(([node, recordings]) => {
    const content = encodeResolutions(recordings);
    return content === null ? [] : [stored(resolutionsName(node), content)];
  });
  return {
    order: [...order],
    caches: new Map([...blobs].sort().map(([name, codes]) => [name, [...codes.values()]])),
    runtime: [...runtime].map(([name, content]) => stored(RUNTIME_FOLDER + name, content)).sort(byName),
    tables: tables.sort(byName),
    modules,
    failures,
  };
}

function stored(name: string, content: Buffer): ArchiveExtra {
  return { name, content, method: 'store' };
}

function byName(a: ArchiveExtra, b: ArchiveExtra): number {
  return a.name < b.name ? -1 : 1;
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

/** As hooks/compiled/record-runtime.ts writes them: a folder for each process, a folder for each V8, a file for each bundle. */
function* runtimeIn(folder: string): Generator<{ name: string; data: Buffer }> {
  const all = join(folder, RUNTIME_RECORDING);
  for (const process of namesIn(all)) {
    for (const v8 of namesIn(join(all, process))) {
      for (const bundle of namesIn(join(all, process, v8))) {
        yield { name: `${v8}/${bundle}`, data: readFileSync(join(all, process, v8, bundle)) };
      }
    }
  }
}

function namesIn(folder: string): readonly string[] {
  return existsSync(folder) ? readdirSync(folder).sort() : [];
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

/**
 * @param mayBeNone whether there need not be such a program: a folder of packages has none, and others were named
 * @returns how it ended, where that was not well; null
 */
function run(
  options: RecordOptions,
  node: string,
  program: readonly string[],
  folder: string,
  mayBeNone: boolean,
): Promise<string | null> {
  const [member = '', ...args] = program;
  const start = member === '' ? options.archive : join(options.archive, member);
  const command = [node, start, ...args].join(' ');
  const failed = (what: string): ZipImportError =>
    new ZipImportError('ERR_ZIPIMPORT_RECORD_FAILED', `${command} was run to record it and ${what}`, {
      archive: options.archive,
      member,
    });
  return new Promise((resolve, reject) => {
    const child = spawn(node, ['--require', options.register, start, ...args], {
      env: { ...process.env, ZIPIMPORT_RECORD: folder },
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    let said = '';
    child.stderr.on('data', (chunk: Buffer) => {
      said = (said + chunk.toString()).slice(-2000);
    });
    const timer = setTimeout(() => child.kill('SIGTERM'), options.patience);
    child.on('error', (error) => {
      clearTimeout(timer);
      reject(failed(`could not be started: ${error.message}`));
    });
    child.on('close', (code, signal) => {
      clearTimeout(timer);
      const ending = `ended with ${signal ?? `exit code ${code}`}${said === '' ? '' : `: ${said.trim()}`}`;
      if (!readdirSync(folder).some(isRecording) && !mayBeNone) reject(failed(`left no recording; it ${ending}`));
      else if (mayBeNone && said.includes('ERR_ZIPIMPORT_ENTRY_MISSING')) resolve(null);
      // 143: the recorder ends a program that was told to end, so that it is recorded all the same.
      else resolve(code === 0 || code === 143 ? null : `${command} ended with exit code ${code}: ${errorIn(said)}`);
    });
  });
}

/** The line of a stack trace that says what happened; else the last line. */
function errorIn(said: string): string {
  const lines = said.split('\n').filter((line) => line.trim() !== '');
  return (lines.find((line) => /^\w*Error\b.*:/.test(line)) ?? lines.at(-1) ?? 'it printed nothing').trim();
}
