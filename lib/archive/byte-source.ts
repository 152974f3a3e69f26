// Where an archive's bytes come from: one open file, read by position, that notices when the file changes under it.
import { ZipImportError } from '../errors.ts';
import { closeSync, fstatSync, openSync, readSync } from '../original-fs.ts';
import { ReadWindows } from './read-windows.ts';
import { INPUT, LARGEST_BYTES } from './scratch.ts';

/** What of a file's stats tells one content from another. */
export interface FileStats {
  readonly dev: number;
  readonly ino: number;
  readonly size: number;
  readonly mtimeMs: number;
}

/** The same text for the same file with the same content, as far as stats can tell. */
export function identityOf({ dev, ino, size, mtimeMs }: FileStats): string {
  return `${dev}:${ino}:${size}:${mtimeMs}`;
}

// What is larger than that, whoever has it lent may give back for good.
const LARGEST_WINDOW_BYTES = LARGEST_BYTES;

// A descriptor is a number, which nothing closes when it is forgotten; finders are forgotten, not closed, when the importer cache is
// told to start anew.
const FORGOTTEN: FinalizationRegistry<number> = new FinalizationRegistry(closeSync);

/** Bytes that can be read by position; the abstraction that lets specs fail the nth read or pretend to hold 8 GiB. */
export interface ByteSource {
  /** What errors call the archive: its path. */
  readonly path: string;
  /** Bytes in all, fixed when the source was opened. */
  readonly size: number;
  /** {@link identityOf} of what was opened. */
  readonly identity: string;
  /**
   * `length` bytes from `offset`, fewer only where the source ends.
   * @param into memory to read them into, where it is large enough
   * @throws ERR_ZIPIMPORT_ARCHIVE_UNREADABLE, _CLOSED
   */
  read(offset: number, length: number, into?: Buffer): Buffer;
  /**
   * As {@link read}, but the bytes are only lent: the next read of anybody overwrites them. They may have been read some time ago, and
   * are those that were opened: that was checked when they were read. Absent where nothing is gained by it.
   * @throws as {@link read}, and ERR_ZIPIMPORT_ARCHIVE_CHANGED
   */
  borrow?(offset: number, length: number): Buffer;
  /** As {@link read}, into memory that is there. Absent where that would be a copy. @returns bytes */
  readInto?(target: Buffer, offset: number): number;
  /** @throws ERR_ZIPIMPORT_ARCHIVE_CHANGED when the bytes are no longer those that were opened. */
  assertUnchanged(): void;
  close(): void;
}

/**
 * The file's own bytes. The descriptor stays open, so a file that is replaced by rename keeps answering with its old content.
 * ctime is not compared: renaming, linking and chmod change it, and none of them changes the content.
 */
class FileSource implements ByteSource {
  readonly path: string;
  readonly size: number;
  readonly identity: string;
  readonly #mtimeMs: number;
  #fd: number;
  readonly #windows: ReadWindows;

  constructor(path: string, fd: number, stats: FileStats) {
    this.path = path;
    this.size = stats.size;
    this.identity = identityOf(stats);
    this.#fd = fd;
    this.#mtimeMs = stats.mtimeMs;
    this.#windows = new ReadWindows((into, at) => this.#fillToLend(into, at), LARGEST_WINDOW_BYTES);
    FORGOTTEN.register(this, fd, this);
  }

  read(offset: number, length: number, into?: Buffer): Buffer {
    this.#assertOpen();
    const wanted = Math.max(0, Math.min(length, this.size - offset));
    const bytes = into !== undefined && into.length >= wanted ? into.subarray(0, wanted) : Buffer.allocUnsafe(wanted);
    return this.#fill(bytes, offset, wanted);
  }

  readInto(target: Buffer, offset: number): number {
    this.#assertOpen();
    return this.#fill(target, offset, Math.max(0, Math.min(target.length, this.size - offset))).length;
  }

  borrow(offset: number, length: number): Buffer {
    this.#assertOpen();
    const wanted = Math.max(0, Math.min(length, this.size - offset));
    return this.#windows.borrow(offset, wanted) ?? this.#fillToLend(INPUT.borrow(wanted), offset);
  }

  #fillToLend(memory: Buffer, offset: number): Buffer {
    const wanted = Math.max(0, Math.min(memory.length, this.size - offset));
    const bytes = this.#fill(memory.subarray(0, wanted), offset, wanted);
    this.assertUnchanged();
    return bytes;
  }

  #fill(bytes: Buffer, offset: number, wanted: number): Buffer {
    let filled = 0;
    while (filled < wanted) {
      const got = this.#readSome(bytes, filled, wanted - filled, offset + filled);
      if (got === 0) break;
      filled += got;
    }
    return filled === wanted ? bytes : bytes.subarray(0, filled);
  }

  #readSome(bytes: Buffer, at: number, length: number, offset: number): number {
    try {
      return readSync(this.#fd, bytes, at, length, offset);
    } catch (cause) {
      throw new ZipImportError(
        'ERR_ZIPIMPORT_ARCHIVE_UNREADABLE',
        `Cannot read archive ${this.path} at byte ${offset}: ${(cause as Error).message}`,
        { archive: this.path, offset, cause },
      );
    }
  }

  assertUnchanged(): void {
    this.#assertOpen();
    const now = fstatSync(this.#fd);
    if (now.size === this.size && now.mtimeMs === this.#mtimeMs) return;
    const expected = `${this.size} bytes, modified ${new Date(this.#mtimeMs).toISOString()}`;
    const actual = `${now.size} bytes, modified ${now.mtime.toISOString()}`;
    throw new ZipImportError(
      'ERR_ZIPIMPORT_ARCHIVE_CHANGED',
      `Archive ${this.path} was modified in place while it was open (${expected}; now ${actual}). Replace archives by renaming a new file over them.`,
      { archive: this.path, expected, actual },
    );
  }

  close(): void {
    if (this.#fd < 0) return;
    const fd = this.#fd;
    this.#fd = -1;
    FORGOTTEN.unregister(this);
    closeSync(fd);
  }

  #assertOpen(): void {
    if (this.#fd >= 0) return;
    throw new ZipImportError('ERR_ZIPIMPORT_ARCHIVE_CLOSED', `Archive ${this.path} was closed.`, {
      archive: this.path,
    });
  }
}

/**
 * Opens a regular file for reading by position.
 * @throws ERR_ZIPIMPORT_ARCHIVE_MISSING, ERR_ZIPIMPORT_ARCHIVE_NOT_A_FILE, ERR_ZIPIMPORT_ARCHIVE_UNREADABLE
 */
export function openFileSource(path: string): ByteSource {
  let fd: number;
  try {
    fd = openSync(path, 'r');
  } catch (cause) {
    throw openFailure(path, cause as NodeJS.ErrnoException);
  }
  try {
    const stats = fstatSync(fd);
    if (!stats.isFile()) throw notAFile(path);
    return new FileSource(path, fd, stats);
  } catch (error) {
    closeSync(fd);
    throw error;
  }
}

function openFailure(path: string, cause: NodeJS.ErrnoException): ZipImportError {
  const code = cause.code;
  if (code === 'ENOENT' || code === 'ENOTDIR') {
    const message = `Archive ${path} does not exist.`;
    return new ZipImportError('ERR_ZIPIMPORT_ARCHIVE_MISSING', message, { archive: path, cause });
  }
  // Windows refuses to open a directory as a file.
  if (code === 'EISDIR') return notAFile(path);
  const message = `Cannot open archive ${path}: ${cause.message}`;
  return new ZipImportError('ERR_ZIPIMPORT_ARCHIVE_UNREADABLE', message, { archive: path, cause });
}

function notAFile(path: string): ZipImportError {
  const message = `${path} is a directory or a special file, not an archive.`;
  return new ZipImportError('ERR_ZIPIMPORT_ARCHIVE_NOT_A_FILE', message, { archive: path });
}
