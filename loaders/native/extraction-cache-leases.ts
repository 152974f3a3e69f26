// Who uses which entry of the extraction cache: nothing that a live process uses is removed. A user announces itself and then looks for a
// remover; a remover announces itself and then looks for users. So at least one of two that meet sees the other, and a user waits.
import { randomBytes } from 'node:crypto';
import path from 'node:path';
import * as fs from '../../lib/original-fs.ts';
import { isOwnerAlive, ownToken } from './extraction-cache-owner.ts';

const LEASES = '.leases';
const REMOVING = '.removing-';
/** At the end of a lease: the entry is to go with the process. */
const ONCE = '.once';
const WAIT_MS = 5;
/** A remover needs milliseconds; one that is stopped must not stop others for ever. */
const PATIENCE_MS = 10_000;

/** The disk does not let anybody write there, so nobody removes anything either. */
const READ_ONLY: ReadonlySet<string | undefined> = new Set(['EROFS', 'EACCES', 'EPERM']);

/**
 * Announces that this process uses the entry `key`, whether it is there yet or not, and waits until nobody is removing it.
 * @param isOnce whether the entry is to go when the process has ended
 * @returns whether that is new: false where another cache of this process, or another thread, has announced it already
 * @throws the system's error; one that names the remover when it does not end
 */
export function lease(root: string, key: string, isOnce = false): boolean {
  const file = leaseFile(root, key, isOnce);
  let isNew = false;
  try {
    fs.mkdirSync(path.dirname(file), { recursive: true, mode: 0o700 });
    isNew = create(file, '');
    // Its time says to other machines that this process still runs.
    if (!isNew) fs.writeFileSync(file, '', { mode: 0o600 });
  } catch (error) {
    if (READ_ONLY.has((error as NodeJS.ErrnoException).code)) return isNew;
    throw error;
  }
  try {
    waitForRemover(root, key);
  } catch (error) {
    if (isNew) release(root, key, isOnce);
    throw error;
  }
  return isNew;
}

/** Takes the announcement back. */
export function release(root: string, key: string, isOnce = false): void {
  unlinkIfThere(leaseFile(root, key, isOnce));
}

function leaseFile(root: string, key: string, isOnce: boolean): string {
  return path.join(root, LEASES, `${key}.${ownToken()}${isOnce ? ONCE : ''}`);
}

/** Keys of the entries that live processes have announced to use. */
export function keysInUse(root: string): ReadonlySet<string> {
  const live = leasesOf(root).filter((name) => isAlive(root, name));
  return new Set(live.map(keyOf));
}

/**
 * Removes announcements of processes that are gone.
 * @param atLeast does nothing as long as there are fewer in all
 * @returns how many, and the keys of entries that were to go with their process: one that was killed, or whose workers alone knew of them
 */
export function sweepLeases(root: string, atLeast = 0): { readonly swept: number; readonly ended: readonly string[] } {
  const all = leasesOf(root);
  const stale = all.length < atLeast ? [] : all.filter((name) => !isAlive(root, name));
  for (const name of stale) unlinkIfThere(path.join(root, LEASES, name));
  return { swept: stale.length, ended: stale.filter((name) => name.endsWith(ONCE)).map(keyOf) };
}

function keyOf(name: string): string {
  return name.slice(0, name.indexOf('.'));
}

function isAlive(root: string, name: string): boolean {
  return isOwnerAlive(name, ageOf(path.join(root, LEASES, name)));
}

function leasesOf(root: string): string[] {
  try {
    return fs.readdirSync(path.join(root, LEASES));
  } catch {
    return [];
  }
}

/**
 * Runs `action` while this process alone may take the entry away.
 * @returns what it returns; null when another process has it
 */
export function whileRemoving<Result>(root: string, key: string, action: () => Result): Result | null {
  const marker = path.join(root, REMOVING + key);
  if (!mark(marker) && !(breakStale(marker) && mark(marker))) return null;
  try {
    return action();
  } finally {
    unlinkIfThere(marker);
  }
}

/** Waits until nobody takes the entry away any more. @throws an error when that does not end */
export function waitForRemover(root: string, key: string): void {
  const marker = path.join(root, REMOVING + key);
  for (let waited = 0; fs.existsSync(marker) && !breakStale(marker); waited += WAIT_MS) {
    if (waited >= PATIENCE_MS) throw new Error(`another process keeps ${marker} for ${PATIENCE_MS / 1000} seconds`);
    pause();
  }
}

/** Lets other processes do something. */
export function pause(): void {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, WAIT_MS);
}

/** Whether a name in the cache's directory is that of a remover's mark. */
export function isRemoverMark(name: string): boolean {
  return name.startsWith(REMOVING);
}

function mark(marker: string): boolean {
  return create(marker, ownToken());
}

/** @returns false when it is there already */
function create(file: string, content: string): boolean {
  try {
    fs.writeFileSync(file, content, { flag: 'wx', mode: 0o600 });
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}

/** Takes away the mark of a remover that died. @returns whether there is none any more */
export function breakStale(marker: string): boolean {
  const owner = ownerOf(marker);
  if (owner === null) return !fs.existsSync(marker);
  // It is written a moment after it is made.
  const age = ageOf(marker);
  if (owner === '' ? age < PATIENCE_MS : isOwnerAlive(owner, age)) return false;
  return takeMark(marker, owner);
}

/**
 * Takes away the mark if it is still that of `owner`. Of several that saw the dead one's, the first has taken it and may have put up its
 * own: that one is given back.
 * @returns whether there is none any more
 */
export function takeMark(marker: string, owner: string): boolean {
  const aside = `${marker}.${randomBytes(6).toString('hex')}`;
  try {
    fs.renameSync(marker, aside);
  } catch {
    return !fs.existsSync(marker);
  }
  const isTheirs = ownerOf(aside) !== owner;
  // Fails when another one has marked meanwhile, and then that is the mark.
  if (isTheirs) linkIfFree(aside, marker);
  unlinkIfThere(aside);
  return !isTheirs;
}

/** null when it cannot be read, most likely because it is gone. */
function ownerOf(marker: string): string | null {
  try {
    return fs.readFileSync(marker, 'utf8');
  } catch {
    return null;
  }
}

function linkIfFree(from: string, to: string): void {
  try {
    fs.linkSync(from, to);
  } catch {
    // There is one, or the disk has no links.
  }
}

/** Milliseconds since the file was written; 0 when it is gone. */
export function ageOf(file: string): number {
  const stats = fs.statSync(file, { throwIfNoEntry: false });
  return stats === undefined ? 0 : Date.now() - stats.mtimeMs;
}

function unlinkIfThere(file: string): void {
  try {
    fs.unlinkSync(file);
  } catch {
    // Somebody else was faster, or nobody may write there: what is left is swept another time.
  }
}
