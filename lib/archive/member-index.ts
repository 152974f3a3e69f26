// The index of an archive as its users see it: node numbers by name, names and records by node number, listings.
import type { NodeTable } from './node-table.ts';

/** Constant-time lookups, hits and misses alike. Listings are prepared by the first one that is asked for, in one pass. */
export class MemberIndex {
  readonly #nodes: NodeTable;
  #firstChildren: Int32Array | undefined;
  #nextSiblings: Int32Array | undefined;

  /**
   * Where the local headers start, sorted, from the archive's own byte 0; null when that is the order of the records, too.
   */
  readonly localStarts: Float64Array | null;

  /** Whether it lay in the archive, where {@link MemberIndex} has nobody's word for it but the archive's. */
  readonly isHinted: boolean;

  constructor(nodes: NodeTable, localStarts: Float64Array | null, isHinted: boolean) {
    this.#nodes = nodes;
    this.localStarts = localStarts;
    this.isHinted = isHinted;
  }

  get hasLinks(): boolean {
    return this.#nodes.hasLinks;
  }

  /** Records, directories and the root: every node is below this number. */
  get count(): number {
    return this.#nodes.count;
  }

  /** The central directory (offsets from {@link recordOf} point into it). */
  get bytes(): Buffer {
    return this.#nodes.bytes;
  }

  /** The node of that name ('' is the root, 0), or -1. */
  find(name: string): number {
    return this.#nodes.find(name);
  }

  /** One of the NODE_ constants. */
  kindOf(node: number): number {
    return this.#nodes.kinds[node]!;
  }

  /** Offset of the central record in {@link bytes}, or -1 for the root and implied directories. */
  recordOf(node: number): number {
    return this.#nodes.records[node]!;
  }

  /** The whole name. */
  nameOf(node: number): string {
    const start = this.#nodes.nameStarts[node]!;
    return this.#nodes.bytes.toString('utf8', start, start + this.#nodes.nameLengths[node]!);
  }

  /** The last segments of what is directly in that directory, in the order of the archive. */
  childrenOf(directory: number): string[] {
    if (this.#firstChildren === undefined) this.#linkChildren();
    const first = this.#firstChildren!;
    const next = this.#nextSiblings!;
    const { bytes, nameStarts, nameLengths } = this.#nodes;
    const skipped = directory === 0 ? 0 : nameLengths[directory]! + 1;
    const names: string[] = [];
    for (let node = first[directory]!; node !== 0; node = next[node]!) {
      const start = nameStarts[node]!;
      names.push(bytes.toString('utf8', start + skipped, start + nameLengths[node]!));
    }
    return names;
  }

  #linkChildren(): void {
    const { count, parents } = this.#nodes;
    const first = new Int32Array(count);
    const next = new Int32Array(count);
    for (let node = count - 1; node > 0; node--) {
      const parent = parents[node]!;
      if (parent < 0) continue;
      next[node] = first[parent]!;
      first[parent] = node;
    }
    this.#firstChildren = first;
    this.#nextSiblings = next;
  }
}
