// What a caller hands to fs (string, Buffer, file: URL; absolute or not) -> the place inside an archive, or null. Runs for every fs call
// of the program, so whatever is not inside an archive must leave here after one cheap test.
import { basename, isAbsolute, resolve, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Finder, MemberName } from '../../lib/finders/finder.ts';
import type { Located, Screen } from '../../lib/path/path-finder.ts';

/** The part of the path finder that the overlay asks. */
export interface PathLocator {
  /** @param path absolute @throws for an archive that is broken */
  locate(path: string): Located | null;
  /** false: certainly no part of this text is in an archive with a claimed name. */
  mayHold(text: string): boolean;
  /** What rules most paths out without a call. */
  readonly screen: Screen;
  /** Absolute paths of what is mounted under names that need not be claimed. */
  readonly mounted: Iterable<string>;
}

/** A path inside an archive. */
export interface Place {
  readonly finder: Finder;
  readonly name: MemberName;
  /** As the caller wrote it: what error messages show. */
  readonly path: string;
  /** The spelling says that it must be a directory: '/' or '/.' at the end. */
  readonly asDirectory: boolean;
}

/** What every patched function asks first. */
export interface Places {
  /** The archive's own path counts as its root directory. For questions: stat, readdir, realpath. */
  find(path: unknown): Place | null;
  /** The archive's own path is the file on disk, unless spelled as a directory. For reading bytes and for changes. */
  inside(path: unknown): Place | null;
  /** What rules a path out before it is looked for. */
  readonly screen: Screen;
  /** Nothing is inside an archive from now on: for functions that somebody kept after the undo. */
  stop(): void;
}

/** Spares most paths the call of isAbsolute, which counts in a function that runs for every fs call. */
const SLASH = 0x2f;

const DIRECTORY_SPELLING = /[\\/]\.{0,2}$/;
const DIRECTORY_SPELLING_POSIX = /\/\.{0,2}$/;

/** Whether the spelling alone says directory: a separator, '.' or '..' at the end. */
export function spelledAsDirectory(path: string, platform: NodeJS.Platform = process.platform): boolean {
  return (platform === 'win32' ? DIRECTORY_SPELLING : DIRECTORY_SPELLING_POSIX).test(path);
}

/** The text of a path argument, or null when it is none or one that Node refuses. */
export function pathText(path: unknown): string | null {
  if (typeof path === 'string') return path;
  if (path instanceof Uint8Array) return Buffer.from(path.buffer, path.byteOffset, path.byteLength).toString();
  if (!(path instanceof URL)) return null;
  try {
    return fileURLToPath(path);
  } catch {
    return null; // Node's own function says what is wrong with it.
  }
}

/**
 * Whether a relative path can lead into an archive at all. No archive can be the working directory, so a path into one names it; most
 * relative paths are done here, without resolving them.
 */
function mayLieInArchive(locator: PathLocator, text: string): boolean {
  if (locator.mayHold(text)) return true;
  for (const entry of locator.mounted) if (text.includes(basename(entry))) return true;
  return false;
}

/** Resolved, with the separator at the end that says directory. */
function absoluteOf(relative: string): string {
  const absolute = resolve(relative);
  return spelledAsDirectory(relative) ? `${absolute}${sep}` : absolute;
}

/** An archive that cannot be read: every question about it throws why. */
function brokenFinder(entry: string, reason: unknown): Finder {
  const fail = (): never => {
    throw reason;
  };
  return { entry, lookup: fail, list: fail, read: fail, close() {} };
}

/** @param locator answers for absolute paths; asked once per call */
export function createPlaces(locator: PathLocator): Places {
  let stopped = false;

  function find(path: unknown): Place | null {
    const text = typeof path === 'string' ? path : pathText(path);
    if (text === null || stopped) return null;
    if (text.charCodeAt(0) === SLASH || isAbsolute(text)) return place(text, text);
    return mayLieInArchive(locator, text) ? place(text, absoluteOf(text)) : null;
  }

  function place(text: string, absolute: string): Place | null {
    try {
      const located = locator.locate(absolute);
      if (located === null || text.includes('\0')) return null;
      return { finder: located.finder, name: located.name, path: text, asDirectory: spelledAsDirectory(text) };
    } catch (error) {
      // The form that was called decides how the error gets out: thrown, called back or as a rejection.
      return { finder: brokenFinder(absolute, error), name: '', path: text, asDirectory: true };
    }
  }

  return {
    find,
    inside(path) {
      const place = find(path);
      return place !== null && place.name === '' && !place.asDirectory ? null : place;
    },
    screen: locator.screen,
    stop() {
      stopped = true;
    },
  };
}
