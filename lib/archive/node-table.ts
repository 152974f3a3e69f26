// The nodes of an index, in flat arrays, and the hash table that finds them by name. No object or string per member.
import { isUtf8 } from 'node:buffer';
import { finishHash, HASH_BASIS, HASH_PRIME, nameHash } from './name-hash.ts';
import { NODE_DIRECTORY, NODE_LINK } from './node-kind.ts';

/** Answers of {@link NodeTable.add} that are not a clashing node. */
export const ADDED = 0;
export const UNSAFE = -1;
export const NOT_UTF8 = -2;

const SLASH = 0x2f;
const DOT = 0x2e;
const COLON = 0x3a;
// A name has at most 65535 bytes, so at most this many directories above it.
const DEEPEST = 0x8000;

/** Members by name. Node 0 is the root; a node is stored (it has a record) or a directory that names imply. */
export class NodeTable {
  /** The central directory, and after it the names that had to be decoded. */
  bytes: Buffer;
  count = 1;
  hasLinks = false;
  kinds: Uint8Array;
  nameStarts: Int32Array;
  /** Bytes, without the trailing slash of a directory. */
  nameLengths: Int32Array;
  parents: Int32Array;
  /** Offset of the central record in `bytes`; -1 for the root and for implied directories. */
  records: Int32Array;
  #hashes: Int32Array;
  // Node numbers, 0 = free. Length is a power of two, at least twice the capacity: a miss meets a free slot at once.
  #slots: Int32Array;
  // The directories of the previous name, outermost first; neighbours mostly share them. Ends are lengths that include the slash.
  #depth = 0;
  #previousStart = 0;
  readonly #dirEnds: Int32Array = new Int32Array(DEEPEST);
  readonly #dirHashes: Int32Array = new Int32Array(DEEPEST);
  readonly #dirNodes: Int32Array = new Int32Array(DEEPEST);

  constructor(bytes: Buffer, members: number) {
    const capacity = members + (members >> 1) + 16;
    this.bytes = bytes;
    this.kinds = new Uint8Array(capacity);
    this.nameStarts = new Int32Array(capacity);
    this.nameLengths = new Int32Array(capacity);
    this.parents = new Int32Array(capacity);
    this.records = new Int32Array(capacity);
    this.#hashes = new Int32Array(capacity);
    this.#slots = new Int32Array(slotCount(capacity));
    this.kinds[0] = NODE_DIRECTORY;
    this.records[0] = -1;
  }

  /**
   * Adds a member and the directories that its name implies.
   * @returns ADDED, or the node that already has the name and is not the same directory, or UNSAFE, or NOT_UTF8
   */
  add(nameStart: number, nameEnd: number, record: number, statedKind: number): number {
    const bytes = this.bytes;
    const dirEnds = this.#dirEnds;
    let at = nameStart;
    let hash = HASH_BASIS;
    let parent = 0;
    let depth = this.#depth;
    if (depth > 0) {
      const longest = Math.min(dirEnds[depth - 1]!, nameEnd - nameStart);
      const previous = this.#previousStart;
      let same = 0;
      while (same < longest && bytes[nameStart + same] === bytes[previous + same]) same++;
      while (depth > 0 && dirEnds[depth - 1]! > same) depth--;
      if (depth > 0) {
        at += dirEnds[depth - 1]!;
        hash = this.#dirHashes[depth - 1]!;
        parent = this.#dirNodes[depth - 1]!;
      }
    }
    let segment = at;
    let isChecked = false;
    for (; at < nameEnd; at++) {
      const byte = bytes[at]!;
      if (byte === SLASH) {
        if (isBadSegment(bytes, segment, at)) return UNSAFE;
        const isLast = at === nameEnd - 1;
        const node = this.#insert(hash, nameStart, at - nameStart, parent, NODE_DIRECTORY, isLast ? record : -1);
        if (this.kinds[node] !== NODE_DIRECTORY) return node;
        parent = node;
        hash = Math.imul(hash ^ SLASH, HASH_PRIME);
        segment = at + 1;
        dirEnds[depth] = segment - nameStart;
        this.#dirHashes[depth] = hash;
        this.#dirNodes[depth] = node;
        depth++;
      } else {
        if (byte >= 0x80 && !isChecked) {
          if (!isUtf8(bytes.subarray(nameStart, nameEnd))) return NOT_UTF8;
          isChecked = true;
        }
        if (byte === 0) return UNSAFE;
        hash = Math.imul(hash ^ byte, HASH_PRIME);
      }
    }
    this.#depth = depth;
    this.#previousStart = nameStart;
    if (bytes[nameStart + 1] === COLON && isDriveLetter(bytes[nameStart]!)) return UNSAFE;
    if (segment === nameEnd) return this.#claimDirectory(parent, record);
    if (isBadSegment(bytes, segment, nameEnd)) return UNSAFE;
    const before = this.count;
    const node = this.#insert(hash, nameStart, nameEnd - nameStart, parent, statedKind, record);
    if (this.count !== before) {
      if (statedKind === NODE_LINK) this.hasLinks = true;
      return ADDED;
    }
    return statedKind === NODE_DIRECTORY && this.kinds[node] === NODE_DIRECTORY ? ADDED : node;
  }

  // The name ended with a slash. Twice the same directory is harmless: there is nothing in which the two could differ.
  #claimDirectory(node: number, record: number): number {
    if (node === 0) return UNSAFE;
    if (this.records[node]! < 0) this.records[node] = record;
    return ADDED;
  }

  // The node of that name: a new one, or the one that is there.
  #insert(hash: number, start: number, length: number, parent: number, kind: number, record: number): number {
    const bytes = this.bytes;
    const finished = finishHash(hash);
    const mask = this.#slots.length - 1;
    let slot = finished & mask;
    for (let node = this.#slots[slot]!; node !== 0; node = this.#slots[slot]!) {
      if (this.#hashes[node] === finished && this.nameLengths[node] === length) {
        const other = this.nameStarts[node]!;
        let i = length - 1;
        while (i >= 0 && bytes[start + i] === bytes[other + i]) i--;
        if (i < 0) return node;
      }
      slot = (slot + 1) & mask;
    }
    const node = this.count++;
    if (node >= this.kinds.length) {
      this.#grow();
      slot = this.#freeSlot(finished);
    }
    this.#slots[slot] = node;
    this.#hashes[node] = finished;
    this.kinds[node] = kind;
    this.nameStarts[node] = start;
    this.nameLengths[node] = length;
    this.parents[node] = parent;
    this.records[node] = record;
    return node;
  }

  #freeSlot(finished: number): number {
    const mask = this.#slots.length - 1;
    let slot = finished & mask;
    while (this.#slots[slot] !== 0) slot = (slot + 1) & mask;
    return slot;
  }

  #grow(): void {
    const old = this.kinds.length;
    const capacity = old * 2;
    const kinds = new Uint8Array(capacity);
    kinds.set(this.kinds);
    this.kinds = kinds;
    this.nameStarts = larger(this.nameStarts, capacity);
    this.nameLengths = larger(this.nameLengths, capacity);
    this.parents = larger(this.parents, capacity);
    this.records = larger(this.records, capacity);
    this.#hashes = larger(this.#hashes, capacity);
    this.#slots = new Int32Array(slotCount(capacity));
    for (let node = 1; node < old; node++) this.#slots[this.#freeSlot(this.#hashes[node]!)] = node;
  }

  /** The node of that name ('' is the root), or -1. */
  find(name: string): number {
    if (name.length === 0) return 0;
    const hash = nameHash(name);
    if (hash < 0) return this.#findBytes(Buffer.from(name));
    const { bytes, nameStarts, nameLengths } = this;
    const slots = this.#slots;
    const hashes = this.#hashes;
    const mask = slots.length - 1;
    const length = name.length;
    let slot = hash & mask;
    for (let node = slots[slot]!; node !== 0; node = slots[slot]!) {
      if (hashes[node] === hash && nameLengths[node] === length) {
        const start = nameStarts[node]!;
        let i = length - 1;
        while (i >= 0 && bytes[start + i] === name.charCodeAt(i)) i--;
        if (i < 0) return node;
      }
      slot = (slot + 1) & mask;
    }
    return -1;
  }

  #findBytes(name: Buffer): number {
    const hash = nameHash(name.toString('latin1'), 0x100);
    const mask = this.#slots.length - 1;
    let slot = hash & mask;
    for (let node = this.#slots[slot]!; node !== 0; node = this.#slots[slot]!) {
      const start = this.nameStarts[node]!;
      const end = start + this.nameLengths[node]!;
      if (this.#hashes[node] === hash && name.compare(this.bytes, start, end) === 0) return node;
      slot = (slot + 1) & mask;
    }
    return -1;
  }
}

// Empty, '.' or '..'.
function isBadSegment(bytes: Uint8Array, start: number, end: number): boolean {
  const length = end - start;
  if (length > 2) return false;
  if (length === 0) return true;
  return bytes[start] === DOT && (length === 1 || bytes[start + 1] === DOT);
}

function isDriveLetter(byte: number): boolean {
  const lower = byte | 0x20;
  return lower >= 0x61 && lower <= 0x7a;
}

function slotCount(capacity: number): number {
  let length = 64;
  while (length < capacity * 2) length *= 2;
  return length;
}

function larger(array: Int32Array, capacity: number): Int32Array {
  const grown = new Int32Array(capacity);
  grown.set(array);
  return grown;
}
