// Writes the file: an optional stub, the members as they are given, the central directory; under another name until it is whole.
import { closeSync, createReadStream, mkdirSync, openSync, renameSync, rmSync, statSync, writevSync } from 'node:fs';
import path from 'node:path';
import zlib from 'node:zlib';
import { ZipWriter } from '@zip.js/zip.js/lib/zip-core-writer.js';
import { ZipImportError } from '../../lib/errors.ts';
import type { WrittenMember } from './options.ts';
import { ReadableStream, WritableStream } from './streams.ts';

/** What is written of one member. */
export interface MemberContent {
  readonly name: string;
  readonly mode: number;
  readonly method: number;
  readonly size: number;
  readonly compressedSize: number;
  readonly crc32: number;
  /** The compressed bytes, or the file that has them. */
  readonly data: Uint8Array | { readonly file: string };
}

// 1 January 1980, 00:00: the first time that a DOS date can say. Given as the field itself, so that no time zone matters.
const DOS_EPOCH = 0x0021_0000;
// APPNOTE 4.4.2: upper byte 3 is Unix, where the upper half of the external attributes is the mode; 6.3 is what zstd needs.
const MADE_BY = 0x033f;
const DOS_DIRECTORY = 0x10;
const BUFFERED_BYTES = 1024 * 1024;

/** One archive in the making. {@link ArchiveWriter.close} or {@link ArchiveWriter.abort} ends it. */
export class ArchiveWriter {
  readonly unfinished: string;
  readonly scratch: string;
  readonly #output: string;
  readonly #descriptor: number;
  readonly #zip: ZipWriter<unknown>;
  readonly written: WrittenMember[] = [];
  #waiting: Uint8Array[] = [];
  #waitingBytes = 0;
  #size = 0;
  #isOpen = true;

  /**
   * @param stub bytes in front of the first member; the offsets in the directory count from the start of the file
   * @throws ERR_ZIPIMPORT_PACK_UNWRITABLE, as whatever writes
   */
  constructor(output: string, stub: Uint8Array, mode: number) {
    this.#output = output;
    this.unfinished = `${output}.${process.pid}.part`;
    this.scratch = `${this.unfinished}.member`;
    try {
      mkdirSync(path.dirname(output), { recursive: true });
      this.#descriptor = openSync(this.unfinished, 'w', mode);
    } catch (cause) {
      throw unwritable(output, cause);
    }
    this.#write(stub);
    const writable = new WritableStream<Uint8Array>({ write: (chunk) => this.#write(chunk) });
    this.#zip = new ZipWriter(writable, {
      offset: stub.length,
      extendedTimestamp: false,
      dataDescriptor: false,
      keepOrder: true,
      useWebWorkers: false,
      rawLastModDate: DOS_EPOCH,
      versionMadeBy: MADE_BY,
    });
  }

  /** Bytes of the file so far. */
  get size(): number {
    return this.#size;
  }

  /** Adds a member behind those that are there. A name that ends with '/' is a directory. */
  async add({ name, mode, method, size, compressedSize, crc32, data }: MemberContent): Promise<void> {
    const offset = this.#size;
    const isDirectory = name.endsWith('/');
    // The lower half of the attributes is DOS's, which has a bit for directories.
    const externalFileAttributes = ((mode << 16) >>> 0) + (isDirectory ? DOS_DIRECTORY : 0);
    if (isDirectory || compressedSize === 0) {
      await this.#zip.add(name, undefined, { externalFileAttributes, directory: isDirectory, compressionMethod: 0 });
    } else {
      const readable = data instanceof Uint8Array ? once(data) : fromFile(data.file, method === 0 ? crc32 : null);
      await this.#zip.add(
        name,
        { size: compressedSize, readable },
        { externalFileAttributes, passThrough: 'compressed', compressionMethod: method, uncompressedSize: size, crc32 },
      );
    }
    this.written.push({ name, method, crc32, compressedSize, size, offset, mode });
  }

  /**
   * Writes the directory and gives the file its name.
   * @param finish called with the whole archive before it has its name
   * @returns its bytes
   */
  async close(finish?: (file: string) => void): Promise<number> {
    await this.#zip.close();
    this.#flush();
    this.#release();
    finish?.(this.unfinished);
    const { size } = statSync(this.unfinished);
    try {
      renameSync(this.unfinished, this.#output);
    } catch (cause) {
      throw unwritable(this.#output, cause);
    }
    return size;
  }

  /** Leaves nothing behind. */
  abort(): void {
    this.#release();
    rmSync(this.unfinished, { force: true });
  }

  #release(): void {
    if (!this.#isOpen) return;
    this.#isOpen = false;
    closeSync(this.#descriptor);
    rmSync(this.scratch, { force: true });
  }

  #write(chunk: Uint8Array): void {
    this.#waiting.push(chunk);
    this.#waitingBytes += chunk.length;
    this.#size += chunk.length;
    if (this.#waitingBytes >= BUFFERED_BYTES) this.#flush();
  }

  #writev(chunks: readonly Uint8Array[]): number {
    try {
      return writevSync(this.#descriptor, chunks);
    } catch (cause) {
      throw unwritable(this.#output, cause);
    }
  }

  #flush(): void {
    let waiting = this.#waiting.filter((chunk) => chunk.length > 0);
    this.#waiting = [];
    this.#waitingBytes = 0;
    while (waiting.length > 0) {
      // IOV_MAX is 1024 on Linux; and the kernel may write less than it was given.
      let done = this.#writev(waiting.slice(0, 1024));
      let whole = 0;
      while (whole < waiting.length && done >= waiting[whole]!.length) {
        done -= waiting[whole]!.length;
        whole += 1;
      }
      const rest = waiting.slice(whole);
      if (done > 0) rest[0] = rest[0]!.subarray(done);
      waiting = rest;
    }
  }
}

/** What cannot be written, with the reason that the system gave. */
export function unwritable(output: string, cause: unknown): ZipImportError {
  const message = `${output} cannot be written: ${cause instanceof Error ? cause.message : String(cause)}.`;
  return new ZipImportError('ERR_ZIPIMPORT_PACK_UNWRITABLE', message, { cause });
}

function once(data: Uint8Array): ReadableStream<Uint8Array> {
  return new ReadableStream({
    start(controller): void {
      if (data.length > 0) controller.enqueue(data);
      controller.close();
    },
  });
}

/** @param crc32 of what is stored as it is: it is read a second time here, and may have changed since its header was made */
function fromFile(file: string, crc32: number | null): ReadableStream<Uint8Array> {
  async function* chunks(): AsyncGenerator<Uint8Array> {
    let found = 0;
    for await (const chunk of createReadStream(file, { highWaterMark: BUFFERED_BYTES }) as AsyncIterable<Buffer>) {
      if (crc32 !== null) found = zlib.crc32(chunk, found);
      yield chunk;
    }
    if (crc32 === null || found === crc32) return;
    throw new ZipImportError('ERR_ZIPIMPORT_PACK_UNREADABLE', `${file} changed while it was packed. Pack again.`);
  }
  return ReadableStream.from(chunks()) as ReadableStream<Uint8Array>;
}
