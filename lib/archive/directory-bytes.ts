// The bytes of a central directory: all of them, or page by page as they are needed, so that what no program looks at takes no memory.
import { ZipImportError } from '../errors.ts';
import type { ByteSource } from './byte-source.ts';
import { CENTRAL_HEADER_SIZE } from './central-directory.ts';
import { lastingMemory } from './lasting-memory.ts';
import { u16 } from './little-endian.ts';

// 16 KB hold the records of some 160 members, which mostly lie in one package: one read of a few microseconds.
const PAGE_BITS = 12;
const PAGE_BYTES = 1 << PAGE_BITS;
// What a directory is read through that is not kept: it stays in the processor's cache. A smaller directory is kept.
export const DIRECTORY_WINDOW_BYTES: number = 256 * 1024;

/** Where in a source a central directory lies, in bytes. */
export interface DirectoryPlace {
  readonly directoryOffset: number;
  readonly directorySize: number;
}

/** Bytes of a central directory. What {@link need} was not called for may be anything. */
export class DirectoryBytes {
  /** The directory, and behind it the names that had to be decoded. */
  readonly bytes: Buffer;
  /** Bytes of the directory. */
  readonly size: number;
  /** Page -> 1 when it was read; null when everything is there. */
  readonly #pages: Uint8Array | null;
  readonly #source: ByteSource | null;
  readonly #offset: number;

  private constructor(bytes: Buffer, size: number, source: ByteSource | null, offset: number) {
    this.bytes = bytes;
    this.size = size;
    this.#source = source;
    this.#offset = offset;
    this.#pages = source === null ? null : new Uint8Array((size >> PAGE_BITS) + 1);
  }

  /** One that is all there. @param size bytes of the directory itself, at the start of `bytes` */
  static whole(bytes: Buffer, size: number = bytes.length): DirectoryBytes {
    return new DirectoryBytes(bytes, size, null, 0);
  }

  /** One that is read from `source` when it is needed. */
  static paged(source: ByteSource, { directoryOffset, directorySize }: DirectoryPlace): DirectoryBytes {
    // Memory that nobody has written to is no memory yet.
    return new DirectoryBytes(lastingMemory(directorySize), directorySize, source, directoryOffset);
  }

  /**
   * Reads all of it once, for `look` to see.
   * @param look gets each part in turn, only lent, and where it starts; it says how many bytes it is done with: the next part starts there
   * @param window where the next part may be read to
   * @returns null when `look` was not done with the last byte
   * @throws ERR_ZIPIMPORT_ARCHIVE_CHANGED, _ARCHIVE_UNREADABLE, _ARCHIVE_CLOSED
   */
  static readThrough(
    source: ByteSource,
    { directoryOffset, directorySize }: DirectoryPlace,
    look: (part: Buffer, at: number) => number,
    window?: () => Buffer,
  ): DirectoryBytes | null {
    const isKept = directorySize <= DIRECTORY_WINDOW_BYTES;
    let bytes: Buffer | undefined;
    let at = 0;
    while (at < directorySize) {
      const length = Math.min(DIRECTORY_WINDOW_BYTES, directorySize - at);
      const offset = directoryOffset + at;
      bytes = isKept ? source.read(offset, length) : lend(source, offset, length, window?.());
      if (bytes.length < length) {
        source.assertUnchanged();
        throw endsEarly(source, offset);
      }
      const done = look(bytes, at);
      if (done <= 0 || (isKept && done < length)) return null;
      at += done;
    }
    source.assertUnchanged();
    if (isKept) return DirectoryBytes.whole(bytes ?? Buffer.alloc(0));
    return DirectoryBytes.paged(source, { directoryOffset, directorySize });
  }

  /**
   * Makes sure that these bytes are there; outside of the directory nothing is.
   * @throws ERR_ZIPIMPORT_ARCHIVE_CHANGED, _ARCHIVE_UNREADABLE, _ARCHIVE_CLOSED
   */
  need(at: number, length: number): void {
    const pages = this.#pages;
    if (pages === null || at < 0) return;
    const last = Math.min(at + length, this.size) >> PAGE_BITS;
    for (let page = at >> PAGE_BITS; page <= last; page++) if (pages[page] === 0) this.#load(page, pages);
  }

  /** The same for the whole record at `at`. @returns where the next one starts */
  needRecord(at: number): number {
    this.need(at, CENTRAL_HEADER_SIZE);
    const rest = u16(this.bytes, at + 28) + u16(this.bytes, at + 30) + u16(this.bytes, at + 32);
    this.need(at + CENTRAL_HEADER_SIZE, rest);
    return at + CENTRAL_HEADER_SIZE + rest;
  }

  #load(page: number, pages: Uint8Array): void {
    const start = page << PAGE_BITS;
    const length = Math.min(PAGE_BYTES, this.size - start);
    const source = this.#source!;
    const offset = this.#offset + start;
    const target = this.bytes.subarray(start, start + length);
    const filled = source.readInto?.(target, offset) ?? source.read(offset, length).copy(target);
    source.assertUnchanged();
    if (filled < length) throw endsEarly(source, offset);
    pages[page] = 1;
  }
}

function lend(source: ByteSource, offset: number, length: number, window: Buffer | undefined): Buffer {
  if (window !== undefined && source.readInto !== undefined) {
    const target = window.subarray(0, length);
    return target.subarray(0, source.readInto(target, offset));
  }
  return source.borrow?.(offset, length) ?? source.read(offset, length);
}

function endsEarly(source: ByteSource, offset: number): ZipImportError {
  const message = `Cannot read archive ${source.path} at byte ${offset}: its central directory ends too early.`;
  return new ZipImportError('ERR_ZIPIMPORT_ARCHIVE_UNREADABLE', message, { archive: source.path, offset });
}
