// Hashes all member names, finds the directory of each, and marks the names that need a closer look.
import { EXTRA_UNICODE_PATH, findExtra } from './extra-fields.ts';
import { HASH_BASIS, HASH_PRIME } from './name-hash.ts';
import type { NodeTable } from './node-table.ts';

/** Directory lengths: the same directory as the name before; none; else bytes without the slash at the end. */
export const SAME_DIRECTORY = -1;
export const IN_ROOT = 0;

/** What the scan learnt, by node. */
export interface NameScan {
  readonly directoryLengths: Int32Array;
  /** 1: not plain ASCII, or perhaps no name at all. Everything else here says nothing about such a name. */
  readonly isOdd: Uint8Array;
  readonly oddCount: number;
}

/** Marks names for which an Info-ZIP Unicode path block may stand in. */
export function markUnicodePaths(nodes: NodeTable, members: number, isOdd: Uint8Array): void {
  const { bytes, records, nameStarts, nameLengths } = nodes;
  for (let node = 1; node <= members; node++) {
    const at = records[node]!;
    const length = bytes[at + 30]! | (bytes[at + 31]! << 8);
    if (length === 0) continue;
    const extra = nameStarts[node]! + nameLengths[node]!;
    if (findExtra(bytes, extra, extra + length, EXTRA_UNICODE_PATH) >= 0) isOdd[node] = 1;
  }
}

/**
 * One pass over the bytes of all names, each byte looked at once: compared while it repeats the previous name's directory, hashed
 * after that. Fills in `hashes`, not yet finished.
 * @param isOdd marks that exist already; more are added
 */
export function scanNames(nodes: NodeTable, members: number, isOdd: Uint8Array): NameScan {
  const { bytes, hashes, nameStarts, nameLengths } = nodes;
  const directoryLengths = new Int32Array(members + 1);
  let oddCount = 0;
  // The previous directory: where its name starts, its length with the slash, the hash behind the slash.
  let directory = 0;
  let shared = 0;
  let sharedHash = HASH_BASIS;
  for (let node = 1; node <= members; node++) {
    const start = nameStarts[node]!;
    const end = start + nameLengths[node]!;
    let at = start;
    let hash = HASH_BASIS;
    if (start + shared <= end) {
      let left = shared;
      while (left > 0 && bytes[start + left - 1] === bytes[directory + left - 1]) left--;
      if (left === 0) {
        at = start + shared;
        hash = sharedHash;
      }
    }
    const isShared = at > start;
    let slash = -1;
    let slashHash = 0;
    // Negative, or 0x80 and above, for a NUL, a byte that is not ASCII, and a slash after a dot or a slash.
    let odd = 0;
    for (; at < end; at++) {
      const byte = bytes[at]!;
      odd |= byte | (byte - 1);
      if (byte === 0x2f) {
        const before = bytes[at - 1]!;
        if (before === 0x2e || before === 0x2f) odd = -1;
        slash = at;
        slashHash = hash;
      }
      hash = Math.imul(hash ^ byte, HASH_PRIME);
    }
    // Empty, absolute, a drive letter, a dot at the end.
    if (
      (odd & ~0x7f) !== 0 ||
      start === end ||
      bytes[start] === 0x2f ||
      bytes[start + 1] === 0x3a ||
      bytes[end - 1] === 0x2e
    ) {
      isOdd[node] = 1;
    }
    if (isOdd[node] === 1) {
      oddCount++;
      shared = 0;
      sharedHash = HASH_BASIS;
      continue;
    }
    hashes[node] = hash;
    if (slash >= 0) {
      directoryLengths[node] = slash - start;
      directory = start;
      shared = slash + 1 - start;
      sharedHash = Math.imul(slashHash ^ 0x2f, HASH_PRIME);
    } else if (isShared) {
      directoryLengths[node] = SAME_DIRECTORY;
    } else {
      shared = 0;
      sharedHash = HASH_BASIS;
    }
  }
  return { directoryLengths, isOdd, oddCount };
}
