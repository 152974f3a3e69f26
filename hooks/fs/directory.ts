// fs.opendir of a directory in an archive: an fs.Dir by instanceof, read from the finder's listing.
import fs from 'node:fs';
import { join } from 'node:path';
import { BadArguments, encodeName, encodingOf, optionsObject } from './arguments.ts';
import { childName, direntOf, kindOf, listing } from './directories.ts';
import { turn } from './forms.ts';
import { codedError, rangeError } from './node-errors.ts';
import type { Place } from './paths.ts';

type ReadCallback = (error: Error | null, dirent?: fs.Dirent | null) => void;
type CloseCallback = (error: Error | null) => void;

const LARGEST_BUFFER_SIZE = 0xffffffff;

/** What is left to give out, and of which directories the content is still to be asked for. */
interface Progress {
  readonly ready: fs.Dirent[];
  readonly pending: Place[];
}

/** An open directory. `entries` and iteration close it at their end, as fs.Dir does. */
class ArchiveDir {
  readonly #path: string;
  readonly #options: Readonly<Record<string, unknown>>;
  readonly #progress: Progress;
  #isClosed = false;

  constructor(place: Place, options: Readonly<Record<string, unknown>>) {
    this.#path = place.path;
    this.#options = options;
    this.#progress = { ready: [], pending: [place] };
  }

  get path(): string {
    return this.#path;
  }

  readSync(): fs.Dirent | null {
    if (this.#isClosed) throw closedError();
    const { ready, pending } = this.#progress;
    while (ready.length === 0) {
      const next = pending.shift();
      if (next === undefined) return null;
      this.#fill(next);
    }
    return ready.shift() ?? null;
  }

  #fill(place: Place): void {
    const { name, segments } = listing(place, 'opendir');
    for (const segment of segments) {
      const kind = kindOf(place.finder, name, segment);
      this.#progress.ready.push(direntOf(encodeName(segment, this.#options), kind, place.path));
      if (this.#options.recursive !== true || kind !== 'directory') continue;
      this.#progress.pending.push({ ...place, name: childName(name, segment), path: join(place.path, segment) });
    }
  }

  read(callback?: ReadCallback): Promise<fs.Dirent | null> | undefined {
    if (callback === undefined) return this.#readLater();
    if (this.#isClosed) throw closedError();
    this.#readLater().then((dirent) => callback(null, dirent), callback);
    return undefined;
  }

  async #readLater(): Promise<fs.Dirent | null> {
    const dirent = this.readSync();
    await turn();
    return dirent;
  }

  closeSync(): void {
    if (this.#isClosed) throw closedError();
    this.#isClosed = true;
  }

  close(callback?: CloseCallback): Promise<void> | undefined {
    const closed = async (): Promise<void> => {
      this.closeSync();
      await turn();
    };
    if (callback === undefined) return closed();
    closed().then(() => callback(null), callback);
    return undefined;
  }

  async *entries(): AsyncGenerator<fs.Dirent, void> {
    try {
      for (let dirent = await this.read(); dirent; dirent = await this.read()) yield dirent;
    } finally {
      if (!this.#isClosed) await this.close();
    }
  }
}

// The chain by hand: `extends fs.Dir` would run its constructor, which wants a native handle.
Object.setPrototypeOf(ArchiveDir.prototype, fs.Dir.prototype);
for (const [symbol, value] of [
  [Symbol.asyncIterator, ArchiveDir.prototype.entries],
  [Symbol.asyncDispose, disposeLater],
  [Symbol.dispose, disposeNow],
] as const) {
  // Node 20 has no symbols for disposal of its own on some builds.
  if (symbol !== undefined)
    Object.defineProperty(ArchiveDir.prototype, symbol, { value, writable: true, configurable: true });
}
Object.defineProperty(ArchiveDir, 'name', { value: 'Dir', configurable: true });

async function disposeLater(this: ArchiveDir): Promise<void> {
  await this.close()?.catch(ignoreClosed);
}

function disposeNow(this: ArchiveDir): void {
  try {
    this.closeSync();
  } catch (error) {
    ignoreClosed(error);
  }
}

function ignoreClosed(error: unknown): void {
  if ((error as { readonly code?: unknown }).code !== 'ERR_DIR_CLOSED') throw error;
}

function closedError(): Error {
  return codedError('ERR_DIR_CLOSED', 'Directory handle was closed');
}

/** @throws ENOENT, ENOTDIR with the syscall 'opendir' */
export function opendir(place: Place, options: unknown): fs.Dir {
  const named = optionsObject(options);
  encodingOf(named, null);
  const { bufferSize = 1 } = named;
  if (typeof bufferSize !== 'number') throw new BadArguments();
  if (bufferSize < 1 || bufferSize > LARGEST_BUFFER_SIZE) {
    // Node's own function would open the directory before it says so.
    const range = `It must be >= 1 && <= ${LARGEST_BUFFER_SIZE}. Received ${bufferSize}`;
    throw rangeError(`The value of "options.bufferSize" is out of range. ${range}`);
  }
  listing(place, 'opendir');
  return new ArchiveDir(place, named) as unknown as fs.Dir;
}
