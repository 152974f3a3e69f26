// The first bytes of what V8 makes of a script: for whom it was made, and how long the source was.
import { cachedDataVersionTag } from 'node:v8';
import { Script } from 'node:vm';

// All numbers little-endian u32. https://chromium.googlesource.com/v8/v8/+/refs/heads/main/src/snapshot/code-serializer.h SerializedCodeData
//   0 magic, and the number of external references   4 hash of V8's version   8 length of the source in UTF-16 code units
//   12 hash of V8's flags   16 checksum of the read-only snapshot (V8 11: length of the payload)   20 ...
const VERSION_OFFSET = 4;
const LENGTH_OFFSET = 8;
const FLAGS_OFFSET = 12;
const SNAPSHOT_OFFSET = 16;
const HEADER_BYTES = 32;

// The upper half of the magic number, on every version so far.
const MAGIC = 0xc0de;

/** V8 11 (Node.js 20) has no checksum of the snapshot. */
const HAS_SNAPSHOT_CHECKSUM = Number.parseInt(process.versions.v8, 10) >= 12;

/** Hash of V8's version -> that version and who has it, for messages: the hash cannot be turned back. */
const VERSIONS: ReadonlyMap<number, string> = new Map([
  [0x00e4c20b, '11.3.244.8 (Node.js 20)'],
  [0x79dafe74, '12.4.254.21 (Node.js 22)'],
  [0xdc338cfa, '13.6.233.17 (Node.js 24)'],
  [0x97ffbd52, '14.6.202.34 (Node.js 26)'],
]);

let sample: { readonly tag: number; readonly header: Buffer } | undefined;

/** The header that this process gives and takes; another one after V8's flags were changed. */
function ownHeader(): Buffer {
  const tag = cachedDataVersionTag();
  if (sample?.tag !== tag) sample = { tag, header: new Script('0').createCachedData().subarray(0, HEADER_BYTES) };
  return sample.header;
}

/** Whether it is V8's code cache of a script at all. */
export function isCompiled(data: Buffer): boolean {
  return data.length > HEADER_BYTES && data.readUInt16LE(2) === MAGIC;
}

/** Whether it was made by a V8 like the one that is running, on a processor of the same kind. */
export function isForThisV8(data: Buffer): boolean {
  const own = ownHeader();
  const same = (offset: number): boolean => data.readUInt32LE(offset) === own.readUInt32LE(offset);
  return same(0) && same(VERSION_OFFSET) && (!HAS_SNAPSHOT_CHECKSUM || same(SNAPSHOT_OFFSET));
}

/** The version of V8 that it was made by, as far as it can be told. */
export function versionOf(data: Buffer): string {
  const hash = data.readUInt32LE(VERSION_OFFSET);
  return VERSIONS.get(hash) ?? `an unknown version (hash ${hash.toString(16)})`;
}

/** UTF-16 code units of the source that it was made from. */
export function sourceLength(data: Buffer): number {
  return data.readUInt32LE(LENGTH_OFFSET);
}

/**
 * Makes it look as made under the flags of this process. V8 refuses code that was made under others, because they may change what it
 * compiles; what it runs they do not change: bytecode is the same to every one of them, and a source to compile instead is not there.
 */
export function adoptFlags(data: Buffer): void {
  ownHeader().copy(data, FLAGS_OFFSET, FLAGS_OFFSET, FLAGS_OFFSET + 4);
}
