// What a packed executable loads before anything else: `node --import data:...`. Takes the runtime from the executable itself and registers
// it. A module without a file, so it imports builtins only.
import fs from 'node:fs';
import { dirname, join } from 'node:path';
import { compileFunction } from 'node:vm';
import { isMainThread } from 'node:worker_threads';
import type { EmbeddedRuntime } from './embedded-runtime.ts';

// Taken once: a named import would follow to what the overlay puts in place, and that asks for its own bundle through here.
const { closeSync, openSync, readSync, statSync } = fs;

/** Says which executable a worker or child process belongs to. */
const VARIABLE = 'ZIPIMPORT_EXECUTABLE';
const FOLDER = '.zipimport/runtime/';
const MARK = '#!/bin/sh\n# zipimport';
const HEAD_BYTES = 16_384;
const LOCAL_HEADER_SIZE = 30;

/** A stored member: where its bytes are in the file. */
interface Place {
  readonly offset: number;
  readonly size: number;
}

function read(descriptor: number, { offset, size }: Place): Buffer {
  const bytes = Buffer.alloc(size);
  let done = 0;
  while (done < size) {
    const count = readSync(descriptor, bytes, done, size - done, offset + done);
    if (count === 0) break;
    done += count;
  }
  return bytes.subarray(0, done);
}

function isFile(file: string): boolean {
  try {
    return statSync(file).isFile();
  } catch {
    // Nothing there, or a path through a file.
    return false;
  }
}

/** The runtime's members by name; null when the file is no executable. They follow the stub, before all others. */
function runtimeIn(file: string): Map<string, Place> | null {
  if (!isFile(file)) return null;
  const descriptor = openSync(file, 'r');
  try {
    const head = read(descriptor, { offset: 0, size: HEAD_BYTES }).toString('latin1');
    // The stub is text without control characters, so the first signature is a header's.
    let offset = head.indexOf('PK\x03\x04');
    if (!head.startsWith(MARK) || offset < 0) return null;
    const places = new Map<string, Place>();
    for (;;) {
      // Local file header, APPNOTE 4.3.7: 18 u32 compressed size, 26 u16 name length, 28 u16 extra length.
      const header = read(descriptor, { offset, size: LOCAL_HEADER_SIZE });
      const length = header.readUInt16LE(26);
      const name = read(descriptor, { offset: offset + LOCAL_HEADER_SIZE, size: length }).toString();
      if (!name.startsWith(FOLDER)) return places;
      const start = offset + LOCAL_HEADER_SIZE + length + header.readUInt16LE(28);
      const size = header.readUInt32LE(18);
      places.set(name.slice(FOLDER.length), { offset: start, size });
      offset = start + size;
      if (read(descriptor, { offset, size: 4 }).toString('latin1') !== 'PK\x03\x04') return places;
    }
  } finally {
    closeSync(descriptor);
  }
}

/** The executable that is run, or that the main module is in; else the one that this process inherited. */
function findExecutable(): { readonly file: string; readonly runtime: Map<string, Place> } {
  const candidates: string[] = [];
  for (let at = isMainThread ? (process.argv[1] ?? '') : ''; at !== '' && at !== dirname(at); at = dirname(at)) {
    candidates.push(at);
  }
  const inherited = process.env[VARIABLE];
  if (inherited !== undefined) candidates.push(inherited);
  for (const file of candidates) {
    const runtime = runtimeIn(file);
    if (runtime !== null) return { file, runtime };
  }
  throw new Error(
    `zipimport: no runtime in ${inherited ?? process.argv[1]}; the executable was moved or changed while it ran.`,
  );
}

function boot(): void {
  const { file, runtime } = findExecutable();
  process.env[VARIABLE] = file;
  const directory = join(file, ...FOLDER.split('/').slice(0, -1));
  const readText = (name: string): string => {
    const place = runtime.get(name);
    if (place === undefined) throw new Error(`zipimport: ${file} has no ${FOLDER}${name}.`);
    const descriptor = openSync(file, 'r');
    try {
      return read(descriptor, place).toString();
    } finally {
      closeSync(descriptor);
    }
  };
  const shared = globalThis as { [name: symbol]: unknown };
  const embedded: EmbeddedRuntime = { directory, registration: import.meta.url, readText };
  shared[Symbol.for('zipimport.embedded')] = embedded;
  const key = Symbol.for('zipimport');
  if (shared[key] === undefined) {
    const filename = join(directory, 'zipimport.cjs');
    const run = compileFunction(readText('zipimport.cjs'), ['module', 'exports', '__dirname'], { filename });
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
