// An index that lies ready in the archive: its tables as the last member, bound to the central directory by a checksum.
import { crc32 } from '../crc32.ts';
import type { ByteSource } from './byte-source.ts';
import { CENTRAL_HEADER_SIZE, CENTRAL_SIGNATURE, type CentralRecord, readCentralRecord } from './central-directory.ts';
import { DirectoryBytes } from './directory-bytes.ts';
import type { EndRecord } from './end-record.ts';
import { i32, u16, u32 } from './little-endian.ts';
import { LOCAL_HEADER_SIZE, LOCAL_SIGNATURE } from './local-signature.ts';
import { MemberIndex } from './member-index.ts';
import type { NodeTables, Numbers } from './node-tables.ts';

/** The member's name. It is the last record of the central directory, without extra field and comment, and the last member. */
export const INDEX_NAME = '.zipimport/index';

// All numbers little-endian.
//   0 8 bytes 'ZIINDEX2'   8 u32 records   12 u32 nodes   16 u32 slots
//   20 u32 bytes of the central directory in front of the index's own record   24 u32 their CRC-32   28 u32 flags
//   32 hashes, name starts (i32 per node); parents (per node), slots: u16, or i32 with the flag; name lengths (u16), kinds (u8 per node)
export const INDEX_MAGIC: Buffer = Buffer.from('ZIINDEX2', 'latin1');
export const INDEX_HEADER_BYTES = 32;
export const FLAG_HAS_LINKS = 1;
/** There are nodes above 65535. */
export const FLAG_WIDE = 2;
const RECORD_BYTES = CENTRAL_HEADER_SIZE + INDEX_NAME.length;
const NAME = Buffer.from(INDEX_NAME, 'latin1');

/**
 * The index that lies in the archive; null when there is none, or none of this form.
 * Nothing in it was looked at but its header: {@link StoredIndex.checked} does that.
 */
export function readStoredIndex(source: ByteSource, end: EndRecord): StoredIndex | null {
  const record = readIndexRecord(source, end);
  if (record === null || !isLittleEndian()) return null;
  const { localOffset, size, crc } = record;
  const header = source.read(end.baseOffset + localOffset, LOCAL_HEADER_SIZE + NAME.length);
  const isThere =
    header.length === LOCAL_HEADER_SIZE + NAME.length &&
    i32(header, 0) === LOCAL_SIGNATURE &&
    u16(header, 26) === NAME.length &&
    u16(header, 28) === 0 &&
    header.compare(NAME, 0, NAME.length, LOCAL_HEADER_SIZE) === 0;
  const start = end.baseOffset + localOffset + LOCAL_HEADER_SIZE + NAME.length;
  if (!isThere || start + size !== end.directoryOffset) return null;
  const bytes = source.read(start, size);
  source.assertUnchanged();
  const stored = new StoredIndex(source, end, bytes, crc);
  return stored.isWhole ? stored : null;
}

// Without node:os, which would have to be loaded for it.
function isLittleEndian(): boolean {
  return new Uint8Array(Uint16Array.of(1).buffer)[0] === 1;
}

function readIndexRecord(source: ByteSource, end: EndRecord): CentralRecord | null {
  const at = end.directorySize - RECORD_BYTES;
  if (at < 0) return null;
  const bytes = source.read(end.directoryOffset + at, RECORD_BYTES);
  const isIts =
    bytes.length === RECORD_BYTES &&
    i32(bytes, 0) === CENTRAL_SIGNATURE &&
    u16(bytes, 28) === NAME.length &&
    bytes.compare(NAME, 0, NAME.length, CENTRAL_HEADER_SIZE) === 0;
  const record = isIts ? readCentralRecord(bytes, 0) : null;
  return record !== null && record.method === 0 && record.size === record.compressedSize ? record : null;
}

/** Tables that are used as they lie there. */
export class StoredIndex {
  readonly #source: ByteSource;
  readonly #end: EndRecord;
  readonly #bytes: Buffer;
  readonly #crc: number;

  /** @param crc of the bytes, as the archive states it */
  constructor(source: ByteSource, end: EndRecord, bytes: Buffer, crc: number) {
    this.#source = source;
    this.#end = end;
    this.#bytes = bytes;
    this.#crc = crc;
  }

  /** Nodes. */
  get count(): number {
    return u32(this.#bytes, 12);
  }

  /** Whether it is an index of this form for that many records, with all its tables. */
  get isWhole(): boolean {
    const bytes = this.#bytes;
    if (bytes.length < INDEX_HEADER_BYTES || bytes.compare(INDEX_MAGIC, 0, INDEX_MAGIC.length, 0, 8) !== 0)
      return false;
    const nodes = this.count;
    const slots = u32(bytes, 16);
    const width = this.#isWide ? 4 : 2;
    return (
      nodes > 0 &&
      slots > 1 &&
      (slots & (slots - 1)) === 0 &&
      bytes.length === INDEX_HEADER_BYTES + nodes * (8 + width + 3) + slots * width &&
      u32(bytes, 8) === this.#end.count - 1 &&
      u32(bytes, 20) === this.#end.directorySize - RECORD_BYTES
    );
  }

  /**
   * The index, after looking at all of it and at all of the directory that it was made from: what it does not know is not there. Null when
   * either is not what it was: damaged, or changed by another tool. An index is then to be built.
   * A forged one can hide members or hand out one in place of another of the same name; it reaches nothing outside the archive, and a
   * member under a name that is not its own is refused when it is read.
   * @throws ERR_ZIPIMPORT_ARCHIVE_CHANGED, _ARCHIVE_UNREADABLE, _ARCHIVE_CLOSED
   */
  checked(): MemberIndex | null {
    const source = this.#source;
    if (crc32(this.#bytes) !== this.#crc) return null;
    const tables = this.#tables();
    // A search for what is not there ends at a free slot.
    if (!tables.slots.includes(0)) return null;
    const covered = u32(this.#bytes, 20);
    let crc = 0;
    const directory = DirectoryBytes.readThrough(source, this.#end, (part, at) => {
      crc = crc32(part.subarray(0, Math.max(0, covered - at)), crc);
      return part.length;
    });
    if (directory === null || crc !== u32(this.#bytes, 24)) return null;
    return new MemberIndex(directory, tables, null, true);
  }

  get #isWide(): boolean {
    return (u32(this.#bytes, 28) & FLAG_WIDE) !== 0;
  }

  #tables(): NodeTables {
    // Typed arrays start at multiples of their elements' size.
    const memory = this.#bytes.byteOffset % 4 === 0 ? this.#bytes : Buffer.from(new Uint8Array(this.#bytes).buffer);
    const { buffer } = memory;
    const count = this.count;
    let at = memory.byteOffset + INDEX_HEADER_BYTES;
    const next = (bytes: number): number => {
      at += bytes;
      return at - bytes;
    };
    const numbers = (length: number): Numbers =>
      this.#isWide
        ? new Int32Array(buffer, next(length * 4), length)
        : new Uint16Array(buffer, next(length * 2), length);
    return {
      count,
      hasLinks: (u32(this.#bytes, 28) & FLAG_HAS_LINKS) !== 0,
      hashes: new Int32Array(buffer, next(count * 4), count),
      nameStarts: new Int32Array(buffer, next(count * 4), count),
      parents: numbers(count),
      slots: numbers(u32(this.#bytes, 16)),
      nameLengths: new Uint16Array(buffer, next(count * 2), count),
      kinds: new Uint8Array(buffer, next(count), count),
      moved: null,
    };
  }
}
