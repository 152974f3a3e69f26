// The bytes of a central directory: all of them, or page by page as they are needed, so that what no program looks at takes no memory.
import { ZipImportError } from '../errors.ts';
import type { ByteSource } from './byte-source.ts';
import { CENTRAL_HEADER_SIZE } from './central-directory.ts';
import { u16 } from './little-endian.ts';

// 16 KB hold the records of some 160 members, which mostly lie in one package: one read of a few microseconds.
const PAGE_BITS = 14;
const PAGE_BYTES = 1 << PAGE_BITS;

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
    return new DirectoryBytes(Buffer.allocUnsafeSlow(directorySize), directorySize, source, directoryOffset);
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
    const read = source.read(offset, length);
    source.assertUnchanged();
    if (read.length < length) {
      const message = `Cannot read archive ${source.path} at byte ${offset}: its central directory ends too early.`;
      throw new ZipImportError('ERR_ZIPIMPORT_ARCHIVE_UNREADABLE', message, { archive: source.path, offset });
    }
    read.copy(this.bytes, start);
    pages[page] = 1;
  }
}
