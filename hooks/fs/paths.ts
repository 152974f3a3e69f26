// What a caller hands to fs (string, Buffer, file: URL; absolute or not) -> the place inside an archive, or null. Runs for every fs call
// of the program, so whatever is not inside an archive must leave here after one cheap test.
import { isAbsolute, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Finder, MemberName } from '../../lib/finders/finder.ts';
import type { Located } from '../../lib/path/path-finder.ts';

/** The part of the path finder that the overlay asks. */
export interface PathLocator {
  /** @param path absolute */
  locate(path: string): Located | null;
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
  /** Nothing is inside an archive from now on: for functions that somebody kept after the undo. */
  stop(): void;
}

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

/** @param locator answers for absolute paths; asked once per call */
export function createPlaces(locator: PathLocator): Places {
  let stopped = false;

  function find(path: unknown): Place | null {
    const text = typeof path === 'string' ? path : pathText(path);
    if (text === null || stopped) return null;
    const located = locator.locate(isAbsolute(text) ? text : resolve(text));
    if (located === null || text.includes('\0')) return null;
    return { finder: located.finder, name: located.name, path: text, asDirectory: spelledAsDirectory(text) };
  }

  return {
    find,
    inside(path) {
      const place = find(path);
      return place !== null && place.name === '' && !place.asDirectory ? null : place;
    },
    stop() {
      stopped = true;
    },
  };
}
