// The tables of an index while it is built: nodes are put in, directories made on the way.
import { finishHash, HASH_BASIS, HASH_PRIME } from './name-hash.ts';
import { NODE_DIRECTORY, NODE_IMPLIED } from './node-kind.ts';
import type { NodeTables } from './node-tables.ts';

const SLASH = 0x2f;

/** {@link NodeTables} in the making. */
export class NodeTable {
  /** The central directory, and after it the names that had to be decoded. */
  bytes: Buffer;
  /** Nodes in use, the root included. */
  count: number;
  hasLinks = false;
  kinds: Uint8Array;
  nameStarts: Int32Array;
  nameLengths: Int32Array;
  parents: Int32Array;
  /** Offset of the central record in `bytes`; -1 for the root and for directories that only names imply. */
  records: Int32Array;
  hashes: Int32Array;
  // At least twice as many as the capacity: a miss soon meets a free one.
  #slots: Int32Array;

  /** An empty table for that many records, with the root in it. */
  constructor(bytes: Buffer, members: number) {
    const capacity = members + (members >> 2) + 64;
    this.bytes = bytes;
    this.count = members + 1;
    this.kinds = new Uint8Array(capacity);
    this.nameStarts = new Int32Array(capacity);
    this.nameLengths = new Int32Array(capacity);
    this.parents = new Int32Array(capacity);
    this.records = new Int32Array(capacity);
    this.hashes = new Int32Array(capacity);
    this.#slots = new Int32Array(slotCount(capacity));
    this.kinds[0] = NODE_IMPLIED;
    this.records[0] = -1;
  }

  /** The tables, finished. @param moved as {@link NodeTables.moved} */
  finish(moved: ReadonlyMap<number, number> | null): NodeTables {
    const { count, hasLinks, kinds, nameStarts, nameLengths, parents, hashes } = this;
    return { count, hasLinks, kinds, nameStarts, nameLengths, parents, hashes, slots: this.#slots, moved };
  }

  /** Puts `node`, whose hash, name and kind are set, into the table; returns 0, or the node that has the name already. */
  insert(node: number): number {
    const slot = this.#slotOf(this.nameStarts[node]!, this.nameLengths[node]!, this.hashes[node]!);
    const other = this.#slots[slot]!;
    if (other === 0) this.#slots[slot] = node;
    return other;
  }

  // The slot of the node that has that name, or the free one where it belongs.
  #slotOf(start: number, length: number, hash: number): number {
    const { bytes, hashes, nameStarts, nameLengths } = this;
    const slots = this.#slots;
    const mask = slots.length - 1;
    let slot = hash & mask;
    for (let other = slots[slot]!; other !== 0; other = slots[slot]!) {
      if (hashes[other] === hash && nameLengths[other] === length) {
        const otherStart = nameStarts[other]!;
        let i = length - 1;
        while (i >= 0 && bytes[start + i] === bytes[otherStart + i]) i--;
        if (i < 0) return slot;
      }
      slot = (slot + 1) & mask;
    }
    return slot;
  }

  /**
   * Finishes the hashes of the nodes from `from` to `to`, inclusive, that have a kind, and puts them into the table.
   * @returns the first one whose name is taken, before which it stops; else 0
   */
  insertRange(from: number, to: number): number {
    const { bytes, hashes, kinds, nameStarts, nameLengths } = this;
    const slots = this.#slots;
    const mask = slots.length - 1;
    for (let node = from; node <= to; node++) {
      if (kinds[node] === 0) continue;
      const unfinished = hashes[node]!;
      // As finishHash: a call less in the loop.
      const hash = (unfinished ^ (unfinished >>> 15)) & 0x7fffffff;
      hashes[node] = hash;
      let slot = hash & mask;
      for (let other = slots[slot]!; other !== 0; other = slots[slot]!) {
        if (hashes[other] === hash && nameLengths[other] === nameLengths[node]) {
          const start = nameStarts[node]!;
          const otherStart = nameStarts[other]!;
          let i = nameLengths[node]! - 1;
          while (i >= 0 && bytes[start + i] === bytes[otherStart + i]) i--;
          if (i < 0) return node;
        }
        slot = (slot + 1) & mask;
      }
      slots[slot] = node;
    }
    return 0;
  }

  /**
   * The node of the directory whose name is at `start`, made with all above it where it is new. Where a name on the way belongs to
   * something else, that node: the caller sees its kind.
   */
  directory(start: number, length: number): number {
    const { bytes } = this;
    const lengths: number[] = [];
    const hashes: number[] = [];
    let hash = HASH_BASIS;
    for (let i = 0; i < length; i++) {
      const byte = bytes[start + i]!;
      if (byte === SLASH) {
        lengths.push(i);
        hashes.push(hash);
      }
      hash = Math.imul(hash ^ byte, HASH_PRIME);
    }
    lengths.push(length);
    hashes.push(hash);
    return this.directoryBelow(0, start, lengths, hashes, 0, lengths.length);
  }

  /**
   * The same for a directory below the directory `base`, with the levels between them told.
   * @param lengths bytes of the name up to each level, from `from` inclusive to `to` exclusive, outermost first
   * @param hashes the hash of that much, not yet finished
   */
  directoryBelow(
    base: number,
    start: number,
    lengths: readonly number[],
    hashes: readonly number[],
    from: number,
    to: number,
  ): number {
    // From the inside out: what is above a new directory is mostly there.
    let level = to - 1;
    let node = 0;
    for (; level >= from; level--) {
      node = this.#slots[this.#slotOf(start, lengths[level]!, finishHash(hashes[level]!))]!;
      if (node !== 0) break;
    }
    if (node === 0) node = base;
    if (!isDirectory(this.kinds[node]!)) return node;
    for (level++; level < to; level++)
      node = this.#addDirectory(node, start, lengths[level]!, finishHash(hashes[level]!));
    return node;
  }

  #addDirectory(parent: number, start: number, length: number, hash: number): number {
    if (this.count === this.kinds.length) this.#grow();
    const node = this.count++;
    this.hashes[node] = hash;
    this.nameStarts[node] = start;
    this.nameLengths[node] = length;
    this.kinds[node] = NODE_IMPLIED;
    this.parents[node] = parent;
    this.records[node] = -1;
    this.insert(node);
    return node;
  }

  #grow(): void {
    const capacity = this.kinds.length * 2;
    const kinds = new Uint8Array(capacity);
    kinds.set(this.kinds);
    this.kinds = kinds;
    this.nameStarts = larger(this.nameStarts, capacity);
    this.nameLengths = larger(this.nameLengths, capacity);
    this.parents = larger(this.parents, capacity);
    this.records = larger(this.records, capacity);
    this.hashes = larger(this.hashes, capacity);
    const nodes = this.#slots.filter((node) => node !== 0);
    this.#slots = new Int32Array(slotCount(capacity));
    for (const node of nodes) this.insert(node);
  }
}

/** Whether a directory, stated or implied. */
export function isDirectory(kind: number): boolean {
  return kind === NODE_DIRECTORY || kind === NODE_IMPLIED;
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
