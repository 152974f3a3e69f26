// The index of an archive as its users see it: node numbers by name, names and records by node number, listings.
import { CENTRAL_HEADER_SIZE } from './central-directory.ts';
import type { DirectoryBytes } from './directory-bytes.ts';
import { NODE_DIRECTORY, NODE_IMPLIED } from './node-kind.ts';
import { findNode, type NodeTables } from './node-tables.ts';

/** Constant-time lookups, hits and misses alike. Listings are prepared by the first one that is asked for, in one pass. */
export class MemberIndex {
  readonly #directory: DirectoryBytes;
  readonly #tables: NodeTables;
  #firstChildren: Int32Array | undefined;
  #nextSiblings: Int32Array | undefined;

  /**
   * Where the local headers start, sorted, from the archive's own byte 0; null when that is the order of the records, too.
   */
  readonly localStarts: Float64Array | null;

  /** Whether it lay in the archive, where {@link MemberIndex} has nobody's word for it but the archive's. */
  readonly isHinted: boolean;

  constructor(directory: DirectoryBytes, tables: NodeTables, localStarts: Float64Array | null, isHinted: boolean) {
    this.#directory = directory;
    this.#tables = tables;
    this.localStarts = localStarts;
    this.isHinted = isHinted;
  }

  get hasLinks(): boolean {
    return this.#tables.hasLinks;
  }

  /** Records, directories and the root: every node is below this number. */
  get count(): number {
    return this.#tables.count;
  }

  /** The central directory. {@link recordOf} points into it, and only what it was called for is sure to be there. */
  get bytes(): Buffer {
    return this.#directory.bytes;
  }

  /** The node of that name ('' is the root, 0), or -1. */
  find(name: string): number {
    return findNode(this.#tables, this.#directory, name);
  }

  /** One of the NODE_ constants but NODE_IMPLIED: a directory is a directory. */
  kindOf(node: number): number {
    const kind = this.#tables.kinds[node]!;
    return kind === NODE_IMPLIED ? NODE_DIRECTORY : kind;
  }

  /** Offset of the central record in {@link bytes}, where it then is, and the next one, too; -1 for the root and implied directories. */
  recordOf(node: number): number {
    const { kinds, moved, nameStarts } = this.#tables;
    if (kinds[node] === NODE_IMPLIED) return -1;
    const record = moved?.get(node) ?? nameStarts[node]! - CENTRAL_HEADER_SIZE;
    this.#directory.needRecord(this.#directory.needRecord(record));
    return record;
  }

  /** The whole name. */
  nameOf(node: number): string {
    const start = this.#tables.nameStarts[node]!;
    const length = this.#tables.nameLengths[node]!;
    this.#directory.need(start, length);
    return this.bytes.toString('utf8', start, start + length);
  }

  /** The last segments of what is directly in that directory, in the order of the archive. */
  childrenOf(directory: number): string[] {
    if (this.#firstChildren === undefined) this.#linkChildren();
    const next = this.#nextSiblings!;
    const skipped = directory === 0 ? 0 : this.#tables.nameLengths[directory]! + 1;
    const names: string[] = [];
    for (let node = this.#firstChildren![directory]!; node !== 0; node = next[node]!) {
      const start = this.#tables.nameStarts[node]!;
      const length = this.#tables.nameLengths[node]!;
      this.#directory.need(start, length);
      names.push(this.bytes.toString('utf8', start + skipped, start + length));
    }
    return names;
  }

  #linkChildren(): void {
    const { count, kinds, parents } = this.#tables;
    const first = new Int32Array(count);
    const next = new Int32Array(count);
    for (let node = count - 1; node > 0; node--) {
      if (kinds[node] === 0) continue;
      const parent = parents[node]!;
      next[node] = first[parent]!;
      first[parent] = node;
    }
    this.#firstChildren = first;
    this.#nextSiblings = next;
  }
}
