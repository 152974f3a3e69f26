// The tables of an index by one pass of the WebAssembly kernel. It knows what is in order and nothing else: index-builder.ts knows the rest.
import type { ByteSource } from '../byte-source.ts';
import { DIRECTORY_WINDOW_BYTES, DirectoryBytes } from '../directory-bytes.ts';
import type { EndRecord } from '../end-record.ts';
import { lastingMemory } from '../lasting-memory.ts';
import type { NodeTables, Numbers } from '../node-tables.ts';
import { MODULE } from './module.ts';

/** What an index is made of. */
export interface ScannedDirectory {
  readonly directory: DirectoryBytes;
  readonly tables: NodeTables;
}

/** What assembly/scan.ts exports. */
interface Kernel {
  place(
    recordCount: number,
    nodeCapacity: number,
    window: number,
    kinds: number,
    starts: number,
    lengths: number,
    parents: number,
    hashes: number,
    slots: number,
    slotCount: number,
    directory: number,
    levels: number,
    named: number,
    names: number,
  ): void;
  scan(size: number, base: number): number;
  result(limit: bigint): number;
}

/** What it imports. */
type AreSame = (offset: number, other: number, length: number) => number;

/** The little of WebAssembly's interface that is used here: the types of Node.js have none. */
interface WebAssemblyGlobal {
  readonly Module: new (bytes: Uint8Array) => object;
  readonly Memory: new (size: { initial: number; maximum: number }) => Memory;
  readonly Instance: new (module: object, imports: object) => { readonly exports: object };
}

/** Another buffer each time it has grown. */
interface Memory {
  readonly buffer: ArrayBuffer;
}

const PAGE_BYTES = 64 * 1024;
const MOST_PAGES = 16 * 1024;
const LONGEST_NAME = 0xffff;
// As in assembly/scan.ts, which gives up at a name with more.
const MOST_LEVELS = 2048;
const LEVEL_BYTES = 12;
// Two of 40 000 names have one hash and one length in one archive of a hundred. Who meets thousands has them from somebody who made them,
// and gives up: index-builder.ts compares in memory.
const MOST_COMPARISONS = 1000;
const LARGEST_NARROW = 0xffff;
// As in assembly/scan.ts.
const NAMES_STEP = 256 * 1024;

/**
 * The tables of an archive of which everything is plain: whole records, ASCII names that are paths, no two for one thing, members in the
 * order of their records. Null of any other, whatever is the matter with it, and where there is no WebAssembly (`--jitless`).
 * @throws ERR_ZIPIMPORT_ARCHIVE_CHANGED, _ARCHIVE_UNREADABLE
 */
export function scanDirectory(source: ByteSource, end: EndRecord): ScannedDirectory | null {
  const { count, directorySize: size } = end;
  const capacity = count + (count >> 1) + 64;
  // A quarter is free even where there are as many directories as there is room for, and mostly more than half.
  let slotCount = 64;
  while (slotCount * 3 < capacity * 4) slotCount *= 2;
  let at = 8;
  const room = (bytes: number): number => {
    const start = at;
    at += (bytes + 7) & ~7;
    return start;
  };
  // Eight bytes are looked at at once: so many may be behind the last one.
  const window = room(DIRECTORY_WINDOW_BYTES + 8);
  const kinds = room(capacity);
  const [starts, lengths, parents] = [room(capacity * 4), room(capacity * 2), room(capacity * 4)];
  const [hashes, slots] = [room(capacity * 4), room(slotCount * 4)];
  const [directoryName, levels] = [room(LONGEST_NAME + 8), room((MOST_LEVELS + 1) * LEVEL_BYTES)];
  const named = room((capacity - count) * 4);
  // Last, because the kernel has the memory grow behind it: names of directories are mostly a twentieth of it all, and may be nearly all.
  const mostBytes = at + size + LONGEST_NAME + NAMES_STEP;
  const names = room(size >> 4);
  let comparisons = 0;
  const areSame: AreSame = (offset, other, length) => {
    if (++comparisons > MOST_COMPARISONS) return 1;
    const [a, b] = [offset, other].map((start) => source.read(end.directoryOffset + start, length));
    return a!.equals(b!) ? 1 : 0;
  };
  const started = start(at, mostBytes, areSame);
  if (started === null) return null;
  const { kernel, memory } = started;
  kernel.place(
    count,
    capacity,
    window,
    kinds,
    starts,
    lengths,
    parents,
    hashes,
    slots,
    slotCount,
    directoryName,
    levels,
    named,
    names,
  );
  const target = (): Buffer => Buffer.from(memory.buffer, window, DIRECTORY_WINDOW_BYTES);
  const look = (part: Buffer, base: number): number => {
    if (part.buffer !== memory.buffer) target().set(part);
    return kernel.scan(part.length, base);
  };
  const directory = DirectoryBytes.readThrough(source, end, look, target);
  const found = directory === null ? 0 : kernel.result(BigInt(end.directoryOffset - end.baseOffset));
  if (directory === null || found === 0) return null;
  const { buffer } = memory;
  const nodes = Math.abs(found);
  // Copied: the memory that is left behind is several times as large.
  const kept = (from: number, bytes: number): ArrayBufferLike => {
    const copy = lastingMemory(bytes);
    copy.set(new Uint8Array(buffer, from, bytes));
    return copy.buffer;
  };
  const numbers = (from: number, length: number): Numbers => {
    if (nodes > LARGEST_NARROW) return new Int32Array(kept(from, length * 4));
    const narrow = new Uint16Array(lastingMemory(length * 2).buffer);
    narrow.set(new Int32Array(buffer, from, length));
    return narrow;
  };
  const tables = {
    count: nodes,
    hasLinks: found < 0,
    kinds: new Uint8Array(kept(kinds, nodes)),
    nameStarts: new Int32Array(kept(starts, nodes * 4)),
    nameLengths: new Uint16Array(kept(lengths, nodes * 2)),
    parents: numbers(parents, nodes),
    hashes: new Int32Array(kept(hashes, nodes * 4)),
    slots: numbers(slots, slotCount),
    moved: null,
  };
  return { directory, tables };
}

function start(
  bytes: number,
  mostBytes: number,
  same: AreSame,
): { readonly kernel: Kernel; readonly memory: Memory } | null {
  const { WebAssembly: wasm } = globalThis as { WebAssembly?: WebAssemblyGlobal };
  const [initial, maximum] = [Math.ceil(bytes / PAGE_BYTES), Math.ceil(mostBytes / PAGE_BYTES)];
  if (wasm === undefined || maximum > MOST_PAGES) return null;
  try {
    const memory = new wasm.Memory({ initial, maximum });
    const module = new wasm.Module(Buffer.from(MODULE, 'base64'));
    const { exports } = new wasm.Instance(module, { env: { memory }, scan: { same } });
    return { kernel: exports as Kernel, memory };
  } catch {
    // No address space for it, or somebody has changed the global.
    return null;
  }
}
