// The extraction cache: members as real files, under names that their content decides. Any number of processes may use it at once, and be
// killed at any moment: what has its final name is complete, and is held against its content before it is used.
import path from 'node:path';
import { ZipImportError } from '../../lib/errors.ts';
import { addressOf, type ExtractedFile, objectionToName } from './extraction-cache-content.ts';
import { obtain, removeUnused } from './extraction-cache-entries.ts';
import { lease, release } from './extraction-cache-leases.ts';
import { objectionToRoot, openRoot, type RootCandidate, rootCandidates } from './extraction-cache-roots.ts';
import {
  type CacheEntry,
  type CacheProblem,
  type CacheRemoval,
  listEntries,
  pruneEntries,
  sweep,
  sweepUses,
  verifyEntries,
} from './extraction-cache-upkeep.ts';

export type { ExtractedFile } from './extraction-cache-content.ts';
export type { CacheEntry, CacheProblem, CacheRemoval } from './extraction-cache-upkeep.ts';

export interface ExtractionCacheOptions {
  /** Absolute path; absent or null: the first usable one of the user's cache directory and fall-backs. */
  readonly directory?: string | null | undefined;
  /** Whether files that are there already are compared with what they must be before they are used; true by default. */
  readonly verify?: boolean | undefined;
  /** true: files stay; false: until this process ends; a number: milliseconds after their last use. true by default. */
  readonly keep?: boolean | number | undefined;
}

/** A directory that the cache may be in. */
export interface CacheDirectory {
  /** Why it is tried, in words. */
  readonly label: string;
  /** Absolute path; null when there is none. */
  readonly directory: string | null;
  /** Why it cannot be used; null when it can, or could be made. */
  readonly problem: string | null;
}

/** A content-addressed directory of unpacked members. */
export interface ExtractionCache {
  /**
   * Unpacks the files, or finds them unpacked, and checks them.
   * @returns absolute real path of a directory that holds them in their relative layout; nothing removes it while this process lives
   * @throws ERR_ZIPIMPORT_CACHE_UNAVAILABLE with each directory that was tried and why it failed
   */
  extract(files: readonly ExtractedFile[]): string;
  /** The same for one file. @returns absolute real path of the file */
  place(file: ExtractedFile): string;
  /** The directories that are tried, in order. */
  directories(): readonly CacheDirectory[];
  /** What is in the cache, of all its directories. */
  list(): readonly CacheEntry[];
  /** Reads everything. @returns entries that are not what their names say; they are replaced when they are needed */
  verify(): readonly CacheProblem[];
  /** Removes what was not used for `olderThan` milliseconds and what processes that are gone left behind; never what a live process uses. */
  prune(olderThan: number): CacheRemoval;
  /** Removes everything that no live process uses. */
  clear(): CacheRemoval;
}

/** So many cost a millisecond to look through. */
const MANY_LEASES = 100;

/** Opens the cache; touches nothing before it is asked for something. */
export function openExtractionCache(options: ExtractionCacheOptions = {}): ExtractionCache {
  const { verify = true, keep = true } = options;
  const isOnce = keep === false;
  const candidates = rootCandidates(options.directory ?? null);
  const used = new Map<string, { readonly root: string; readonly key: string }>();
  const swept = new Set<string>();

  /** Before the first writing of this process. */
  function tidyUp(root: string): void {
    if (swept.has(root)) return;
    swept.add(root);
    if (typeof keep === 'number') pruneEntries(root, keep);
    else sweep(root);
  }

  function remember(root: string, key: string): void {
    if (used.size === 0) {
      atExit(leave);
      // A process that a signal ends leaves its leases; where nothing new is ever written, nobody else would sweep them.
      sweepUses(root, MANY_LEASES);
    }
    used.set(path.join(root, key), { root, key });
  }

  function leave(): void {
    for (const { root, key } of used.values()) {
      release(root, key, isOnce);
      if (isOnce) removeUnused(root, key);
    }
  }

  function extractTo(root: string, key: string, files: readonly ExtractedFile[]): string {
    let isNew = false;
    try {
      isNew = lease(root, key, isOnce);
      const entry = obtain(root, key, files, !verify, () => tidyUp(root));
      remember(root, key);
      return entry;
    } catch (error) {
      // Who else in this process has it goes on using it.
      if (isNew) release(root, key, isOnce);
      throw error;
    }
  }

  function extract(files: readonly ExtractedFile[]): string {
    checkNames(files);
    const key = addressOf(files);
    const failures: { readonly candidate: RootCandidate; readonly error: unknown }[] = [];
    for (const candidate of candidates) {
      try {
        if (candidate.directory === null) throw new Error(candidate.reason);
        return extractTo(openRoot(candidate.directory), key, files);
      } catch (error) {
        failures.push({ candidate, error });
      }
    }
    const lines = failures.map(
      ({ candidate: { label, directory }, error }) =>
        `  ${label}${directory === null ? '' : `, ${directory}`}: ${(error as Error).message}`,
    );
    throw new ZipImportError(
      'ERR_ZIPIMPORT_CACHE_UNAVAILABLE',
      [
        `No directory could be used to extract ${files.map(({ name }) => name).join(', ')} to. Tried:`,
        ...lines,
        'Name a directory of your own in extract.directory of the policy.',
      ].join('\n'),
      { cause: failures.at(-1)?.error },
    );
  }

  const roots = (): string[] =>
    candidates.flatMap(({ directory }) => (directory !== null && problemOf(directory) === null ? [directory] : []));

  function remove(olderThan: number | null): CacheRemoval {
    const parts = roots().map((root) => pruneEntries(root, olderThan));
    return {
      removed: parts.flatMap(({ removed }) => removed),
      kept: parts.flatMap(({ kept }) => kept),
      swept: parts.reduce((sum, part) => sum + part.swept, 0),
    };
  }

  return {
    extract,
    place: (file) => path.join(extract([file]), ...file.name.split('/')),
    directories: () =>
      candidates.map(({ label, directory, reason }) => ({
        label,
        directory,
        problem: directory === null ? (reason ?? 'there is none') : problemOf(directory),
      })),
    list: () => roots().flatMap(listEntries),
    verify: () => roots().flatMap(verifyEntries),
    prune: remove,
    clear: () => remove(null),
  };
}

/** Not whether it can be written: only who writes finds that out. */
function problemOf(directory: string): string | null {
  try {
    return objectionToRoot(directory);
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    return code === 'ENOENT' ? null : message;
  }
}

function checkNames(files: readonly ExtractedFile[]): void {
  const names = new Set<string>();
  for (const { name } of files) {
    const objection = names.has(name) ? 'there twice' : objectionToName(name);
    if (objection !== null) {
      throw new ZipImportError(
        'ERR_ZIPIMPORT_MEMBER_NAME_UNSAFE',
        `Cannot extract ${JSON.stringify(name)}: ${objection}.`,
        {
          member: name,
        },
      );
    }
    names.add(name);
  }
}

const leaving: (() => void)[] = [];

/** One listener for all caches of the process. */
function atExit(action: () => void): void {
  // A worker that ends leaves the process behind, which still has the files open or mapped.
  if (!process.getBuiltinModule('worker_threads').isMainThread) return;
  if (leaving.push(action) > 1) return;
  process.once('exit', () => {
    for (const leave of leaving) leave();
  });
}
