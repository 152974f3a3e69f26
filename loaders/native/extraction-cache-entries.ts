// One entry of the extraction cache: found and checked, or written under a temporary name and renamed; taken aside and removed.
import { randomBytes } from 'node:crypto';
import path from 'node:path';
import * as fs from '../../lib/original-fs.ts';
import { checkExecutable, compare, type ExtractedFile, writeFiles } from './extraction-cache-content.ts';
import {
  ageOf,
  breakStale,
  isRemoverMark,
  keysInUse,
  pause,
  waitForRemover,
  whileRemoving,
} from './extraction-cache-leases.ts';
import { isOwnerAlive, ownToken } from './extraction-cache-owner.ts';

const TEMPORARY = '.tmp-';
/** Each failed attempt means that another process was at work; more than a few in a row is something else. */
const ATTEMPTS = 20;
/** What renaming over a directory says that another process put there. Windows: the last two. */
const IS_THERE: ReadonlySet<string | undefined> = new Set(['ENOTEMPTY', 'EEXIST', 'EPERM', 'EACCES']);

/** Whether a name in the cache's directory is that of an entry. */
export function isAddress(name: string): boolean {
  return /^[0-9a-f]{64}$/.test(name);
}

/**
 * The directory of the entry `key`, with these files in it. To be called with a lease of it.
 * @param isTrusted whether what is there already is used without comparing its content
 * @param onMissing called before anything is written
 * @throws the system's error or one that says what is wrong; nothing half-written is left
 */
export function obtain(
  root: string,
  key: string,
  files: readonly ExtractedFile[],
  isTrusted: boolean,
  onMissing: () => void,
): string {
  const entry = path.join(root, key);
  let last = '';
  for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
    // What was written a moment ago is read back.
    const state = compare(entry, files, isTrusted && attempt === 0);
    if (state === true) {
      const program = files.find(({ executable }) => executable);
      if (program !== undefined) checkExecutable(path.join(entry, program.name));
      touch(entry);
      return entry;
    }
    if (state === null) {
      if (attempt === 0) onMissing();
      last = publish(root, entry, files) ?? 'what was written is gone';
    } else {
      last = state;
      replaceBroken(root, key, files);
    }
  }
  throw new Error(`${entry} stays unusable: ${last}`);
}

/** @returns null when it is there now, else why it could not be put there */
function publish(root: string, entry: string, files: readonly ExtractedFile[]): string | null {
  const temporary = temporaryName(root);
  try {
    writeFiles(temporary, files);
    fs.renameSync(temporary, entry);
    return null;
  } catch (error) {
    removeTree(temporary);
    const { code, message } = error as NodeJS.ErrnoException;
    if (!IS_THERE.has(code)) throw error;
    if (fs.existsSync(entry)) return message;
    // Windows: a scanner that looks into what was just written keeps it from being renamed, for a moment.
    if (process.platform !== 'win32') throw error;
    pause();
    return message;
  }
}

/** Away with an entry that is not what its name says, unless another process has replaced it already. */
function replaceBroken(root: string, key: string, files: readonly ExtractedFile[]): void {
  const entry = path.join(root, key);
  const done = whileRemoving(root, key, () => {
    if (typeof compare(entry, files, false) === 'string') takeAway(root, key);
    return true;
  });
  if (done === null) waitForRemover(root, key);
}

/**
 * Removes an entry that no live process uses.
 * @returns why it stays; null when it is gone
 */
export function removeUnused(root: string, key: string): string | null {
  const reason = whileRemoving(root, key, () => {
    if (keysInUse(root).has(key)) return 'a running process uses it';
    try {
      takeAway(root, key);
      return '';
    } catch (error) {
      // Windows: a library that is loaded.
      return (error as Error).message;
    }
  });
  if (reason === null) return 'another process is removing it';
  return reason === '' ? null : reason;
}

/** Renamed first: who looks for the entry finds all of it or nothing, and what is mapped stays mapped. */
function takeAway(root: string, key: string): void {
  const temporary = temporaryName(root);
  fs.renameSync(path.join(root, key), temporary);
  removeTree(temporary);
}

/** Temporary names and marks whose makers are gone. @returns how many were removed */
export function sweepTemporaries(root: string): number {
  let removed = 0;
  for (const name of fs.readdirSync(root)) {
    const file = path.join(root, name);
    if (isRemoverMark(name)) {
      if (breakStale(file)) removed += 1;
    } else if (name.startsWith(TEMPORARY) && !isOwnerAlive(name, ageOf(file))) {
      removeTree(file);
      removed += 1;
    }
  }
  return removed;
}

function temporaryName(root: string): string {
  return path.join(root, `${TEMPORARY}${ownToken()}-${randomBytes(6).toString('hex')}`);
}

function removeTree(directory: string): void {
  try {
    fs.rmSync(directory, { recursive: true, force: true, maxRetries: 3 });
  } catch {
    // Under its temporary name it is swept another time.
  }
}

/** Remembers when it was used last, for who prunes. */
function touch(entry: string): void {
  try {
    const now = new Date();
    fs.utimesSync(entry, now, now);
  } catch {
    // A directory that nobody may write is not pruned either.
  }
}
