// Hashes all member names, finds the directory of each, and marks the names that need a closer look.
import { EXTRA_UNICODE_PATH, findExtra } from './extra-fields.ts';
import { HASH_BASIS, HASH_PRIME } from './name-hash.ts';
import type { NodeTable } from './node-table.ts';

/** What the scan learnt. Node numbers are in ascending order. */
export interface NameScan {
  /** Not plain ASCII, or perhaps no name at all; nothing else here is about them. */
  readonly odd: readonly number[];
  /** Where the directory is another than that of the node before. */
  readonly changes: readonly number[];
  /** For each change: 1 when the new directory lies below the one before, and only the levels below that are told. */
  readonly isBelow: readonly number[];
  /** For each change: where its levels start in the two lists that follow; they end where those of the next change start. */
  readonly firstLevels: readonly number[];
  /** Bytes of the name up to each level, without the slash, outermost first, and the hash of that much, not yet finished. */
  readonly levelLengths: readonly number[];
  readonly levelHashes: readonly number[];
  /** The names that end with a slash. */
  readonly directories: readonly number[];
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
  const odd: number[] = [];
  const changes: number[] = [];
  const isBelow: number[] = [];
  const firstLevels: number[] = [];
  const levelLengths: number[] = [];
  const levelHashes: number[] = [];
  const directories: number[] = [];
  // The directory of the previous name: where its name starts, its length with the slash, the hash behind the slash.
  let directory = 0;
  let shared = 0;
  let sharedHash = HASH_BASIS;
  let isInRoot = true;
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
    const firstLevel = levelLengths.length;
    // Negative, or 0x80 and above, for a NUL, a byte that is not ASCII, and a slash after a dot or a slash.
    let bits = 0;
    for (; at < end; at++) {
      const byte = bytes[at]!;
      bits |= byte | (byte - 1);
      if (byte === 0x2f) {
        const before = bytes[at - 1]!;
        if (before === 0x2e || before === 0x2f) bits = -1;
        levelLengths.push(at - start);
        levelHashes.push(hash);
      }
      hash = Math.imul(hash ^ byte, HASH_PRIME);
    }
    hashes[node] = hash;
    const last = bytes[end - 1]!;
    const isPlain = (bits & ~0x7f) === 0 && start !== end && last !== 0x2e;
    // Absolute, a drive letter, marked before.
    if (!isPlain || bytes[start] === 0x2f || bytes[start + 1] === 0x3a || isOdd[node] === 1) {
      isOdd[node] = 1;
      odd.push(node);
      levelLengths.length = firstLevel;
      levelHashes.length = firstLevel;
      shared = 0;
      sharedHash = HASH_BASIS;
      continue;
    }
    if (last === 0x2f) directories.push(node);
    const levels = levelLengths.length;
    if (levels > firstLevel) {
      directory = start;
      shared = levelLengths[levels - 1]! + 1;
      sharedHash = Math.imul(levelHashes[levels - 1]! ^ 0x2f, HASH_PRIME);
      isInRoot = false;
    } else if (!isShared && !isInRoot) {
      shared = 0;
      sharedHash = HASH_BASIS;
      isInRoot = true;
    } else continue;
    changes.push(node);
    isBelow.push(isShared ? 1 : 0);
    firstLevels.push(firstLevel);
  }
  return { odd, changes, isBelow, firstLevels, levelLengths, levelHashes, directories };
}
