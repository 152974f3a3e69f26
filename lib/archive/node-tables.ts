// The nodes of an index as flat arrays, and finding one in them by its name. No object or string per member.
import type { DirectoryBytes } from './directory-bytes.ts';
import { nameHash } from './name-hash.ts';

/** Numbers up to 65535, or any. */
export type Numbers = Uint16Array | Int32Array;

/**
 * Node 0 is the root, the next ones stand for the records of the central directory in their order, the rest are directories. A record
 * that names a directory lends it its data; its own node then has the kind 0 and is not in the hash table.
 */
export interface NodeTables {
  /** Nodes, the root included. */
  readonly count: number;
  readonly hasLinks: boolean;
  /** The NODE_ constants, 0 for a node that is none. */
  readonly kinds: Uint8Array;
  /** Where the name is in the bytes of the directory. */
  readonly nameStarts: Int32Array;
  /** Bytes, without the trailing slash of a directory. */
  readonly nameLengths: Numbers;
  /** The directory that the node is in. */
  readonly parents: Numbers;
  /** Finished hashes of the names. */
  readonly hashes: Int32Array;
  /** Node numbers by hash, 0 = free. The length is a power of two, and some are free: a search ends at one. */
  readonly slots: Numbers;
  /** Node -> where its record starts, for names that do not stand in their record. */
  readonly moved: ReadonlyMap<number, number> | null;
}

/** The node of that name ('' is the root), or -1. */
export function findNode(tables: NodeTables, directory: DirectoryBytes, name: string): number {
  if (name.length === 0) return 0;
  const hash = nameHash(name);
  if (hash < 0) return findBytes(tables, directory, Buffer.from(name));
  const { hashes, nameStarts, nameLengths, slots } = tables;
  const { bytes } = directory;
  const mask = slots.length - 1;
  const length = name.length;
  let slot = hash & mask;
  for (let node = slots[slot]!; node !== 0; node = slots[slot]!) {
    if (hashes[node] === hash && nameLengths[node] === length) {
      const start = nameStarts[node]!;
      directory.need(start, length);
      let i = length - 1;
      while (i >= 0 && bytes[start + i] === name.charCodeAt(i)) i--;
      if (i < 0) return node;
    }
    slot = (slot + 1) & mask;
  }
  return -1;
}

function findBytes(
  { hashes, nameStarts, nameLengths, slots }: NodeTables,
  directory: DirectoryBytes,
  name: Buffer,
): number {
  const hash = nameHash(name.toString('latin1'), 0x100);
  const mask = slots.length - 1;
  let slot = hash & mask;
  for (let node = slots[slot]!; node !== 0; node = slots[slot]!) {
    if (hashes[node] === hash && nameLengths[node] === name.length) {
      const start = nameStarts[node]!;
      directory.need(start, name.length);
      if (name.equals(directory.bytes.subarray(start, start + name.length))) return node;
    }
    slot = (slot + 1) & mask;
  }
  return -1;
}
