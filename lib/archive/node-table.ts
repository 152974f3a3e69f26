// The nodes of an index, in flat arrays, and the hash table that finds them by name. No object or string per member.
import { finishHash, HASH_BASIS, HASH_PRIME, nameHash } from './name-hash.ts';
import { NODE_DIRECTORY } from './node-kind.ts';

const SLASH = 0x2f;

/** What a {@link NodeTable} consists of; the property of the same name says what each is. */
export interface NodeTables {
  readonly kinds: Uint8Array;
  readonly nameStarts: Int32Array;
  readonly nameLengths: Int32Array;
  readonly parents: Int32Array;
  readonly records: Int32Array;
  readonly hashes: Int32Array;
  readonly slots: Int32Array;
}

/**
 * Members by name. Node 0 is the root, nodes 1 to `members` stand for the records of the central directory in their order, the rest
 * are directories. A record that names a directory lends it its data ({@link records}); its own node then stays out of the table.
 */
export class NodeTable {
  /** The central directory, and after it the names that had to be decoded. */
  bytes: Buffer;
  /** Nodes in use, the root included. */
  count: number;
  hasLinks = false;
  kinds: Uint8Array;
  nameStarts: Int32Array;
  /** Bytes, without the trailing slash of a directory. */
  nameLengths: Int32Array;
  /** -1 for a node that is not in the table. */
  parents: Int32Array;
  /** Offset of the central record in `bytes`; -1 for the root and for directories that only names imply. */
  records: Int32Array;
  /** Finished hashes. */
  hashes: Int32Array;
  // Node numbers, 0 = free. Length is a power of two, at least twice the capacity: a miss soon meets a free slot.
  #slots: Int32Array;

  private constructor(bytes: Buffer, count: number, tables: NodeTables) {
    this.bytes = bytes;
    this.count = count;
    this.kinds = tables.kinds;
    this.nameStarts = tables.nameStarts;
    this.nameLengths = tables.nameLengths;
    this.parents = tables.parents;
    this.records = tables.records;
    this.hashes = tables.hashes;
    this.#slots = tables.slots;
  }

  /** An empty table for that many records, with the root in it. */
  static forMembers(bytes: Buffer, members: number): NodeTable {
    const capacity = members + (members >> 2) + 64;
    const table = new NodeTable(bytes, members + 1, {
      kinds: new Uint8Array(capacity),
      nameStarts: new Int32Array(capacity),
      nameLengths: new Int32Array(capacity),
      parents: new Int32Array(capacity),
      records: new Int32Array(capacity),
      hashes: new Int32Array(capacity),
      slots: new Int32Array(slotCount(capacity)),
    });
    table.kinds[0] = NODE_DIRECTORY;
    table.records[0] = -1;
    table.parents[0] = -1;
    return table;
  }

  /** A table of tables that are full already. */
  static from(bytes: Buffer, tables: NodeTables, hasLinks: boolean): NodeTable {
    const table = new NodeTable(bytes, tables.kinds.length, tables);
    table.hasLinks = hasLinks;
    return table;
  }

  /** The hash table itself: node numbers, 0 where it is free. */
  get slots(): Int32Array {
    return this.#slots;
  }

  /** The node of that name ('' is the root), or -1. */
  find(name: string): number {
    if (name.length === 0) return 0;
    const hash = nameHash(name);
    if (hash < 0) return this.#findBytes(Buffer.from(name));
    const { bytes, hashes, nameStarts, nameLengths } = this;
    const slots = this.#slots;
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
    const slots = this.#slots;
    const mask = slots.length - 1;
    let slot = hash & mask;
    for (let node = slots[slot]!; node !== 0; node = slots[slot]!) {
      const start = this.nameStarts[node]!;
      const end = start + this.nameLengths[node]!;
      if (this.hashes[node] === hash && name.compare(this.bytes, start, end) === 0) return node;
      slot = (slot + 1) & mask;
    }
    return -1;
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
    if (this.kinds[node] !== NODE_DIRECTORY) return node;
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
    this.kinds[node] = NODE_DIRECTORY;
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
