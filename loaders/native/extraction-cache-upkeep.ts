// Upkeep of one directory of the extraction cache: what is there, whether it is what it should be, and removing what nobody uses.
import path from 'node:path';
import * as fs from '../../lib/original-fs.ts';
import { addressOfHashes, hashOf, inspect, readWhole } from './extraction-cache-content.ts';
import { isAddress, removeUnused, sweepTemporaries } from './extraction-cache-entries.ts';
import { keysInUse, sweepLeases } from './extraction-cache-leases.ts';

/** One entry of the cache. */
export interface CacheEntry {
  /** Its name: a SHA-256 in hexadecimal. */
  readonly key: string;
  /** Absolute path of its directory. */
  readonly directory: string;
  /** Names of its files, sorted, '/'-separated. */
  readonly files: readonly string[];
  /** Bytes of all files. */
  readonly size: number;
  /** Milliseconds since 1970. */
  readonly lastUsed: number;
  /** Whether a live process uses it. */
  readonly inUse: boolean;
}

/** An entry that is not what its name says. */
export interface CacheProblem {
  readonly key: string;
  readonly directory: string;
  readonly problem: string;
}

/** What was removed and what was not. */
export interface CacheRemoval {
  readonly removed: readonly CacheEntry[];
  readonly kept: readonly (CacheEntry & { readonly reason: string })[];
  /** Temporary files and announcements of processes that are gone. */
  readonly swept: number;
}

/** The entries of the directory, by name. @param root real path; none when it is not there */
export function listEntries(root: string): CacheEntry[] {
  const used = keysInUse(root);
  return keysOf(root).flatMap((key) => describe(root, key, used.has(key)) ?? []);
}

function keysOf(root: string): string[] {
  try {
    return fs.readdirSync(root).filter(isAddress).sort();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw error;
  }
}

/** null when it went away. What must not be used is listed, without files. */
function describe(root: string, key: string, inUse: boolean): CacheEntry | null {
  const directory = path.join(root, key);
  const stats = fs.lstatSync(directory, { throwIfNoEntry: false });
  if (stats === undefined) return null;
  const found = inspectSafely(directory);
  const files = found instanceof Map ? [...found.values()] : [];
  return {
    key,
    directory,
    files: files.map(({ name }) => name).sort(),
    size: files.reduce((sum, { size }) => sum + size, 0),
    lastUsed: stats.mtimeMs,
    inUse,
  };
}

function inspectSafely(directory: string): ReturnType<typeof inspect> {
  try {
    return inspect(directory);
  } catch (error) {
    return (error as Error).message;
  }
}

/** Reads every file of every entry. @returns the entries that are not what they should be */
export function verifyEntries(root: string): CacheProblem[] {
  return keysOf(root).flatMap((key) => {
    const directory = path.join(root, key);
    const problem = problemOf(directory, key);
    return problem === null ? [] : [{ key, directory, problem }];
  });
}

function problemOf(directory: string, key: string): string | null {
  try {
    const found = inspect(directory);
    if (found === null) return null;
    if (typeof found === 'string') return found;
    const hashed = [...found.values()].map((file) => ({
      ...file,
      hash: hashOf(readWhole(path.join(directory, file.name))),
    }));
    return addressOfHashes(hashed) === key ? null : 'its content is not what its name says';
  } catch (error) {
    return (error as Error).message;
  }
}

/**
 * Removes entries that no live process uses.
 * @param olderThanMs milliseconds since the last use; null for all, also those that a wrong clock has last used in the future
 */
export function pruneEntries(root: string, olderThanMs: number | null): CacheRemoval {
  const swept = sweep(root);
  const removed: CacheEntry[] = [];
  const kept: (CacheEntry & { readonly reason: string })[] = [];
  for (const entry of listEntries(root)) {
    if (olderThanMs !== null && Date.now() - entry.lastUsed < olderThanMs) continue;
    const reason = removeUnused(root, entry.key);
    if (reason === null) removed.push(entry);
    else kept.push({ ...entry, reason });
  }
  return { removed, kept, swept };
}

/** Removes what processes that are gone left behind, entries excepted that were to stay. @returns how many names */
export function sweep(root: string): number {
  try {
    return sweepTemporaries(root) + sweepUses(root);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return 0;
    throw error;
  }
}

/**
 * Removes leases of processes that are gone, and the entries that were to go with them.
 * @param atLeast does nothing as long as there are fewer leases in all
 * @returns how many leases
 */
export function sweepUses(root: string, atLeast = 0): number {
  const { swept, ended } = sweepLeases(root, atLeast);
  for (const key of new Set(ended)) removeUnused(root, key);
  return swept;
}
