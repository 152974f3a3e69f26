// Every member of an archive with what its record says: for listings, which want methods and sizes that no import asks for.
import { openArchive } from '../../lib/archive/archive.ts';
import { openFileSource } from '../../lib/archive/byte-source.ts';
import { CENTRAL_HEADER_SIZE, readCentralRecord } from '../../lib/archive/central-directory.ts';
import { findEndRecord } from '../../lib/archive/end-record.ts';
import { decodeName } from '../../lib/archive/member-name.ts';

const UTF8_FLAG = 0x800;
const HOST_UNIX = 3;
const HOST_DARWIN = 19;

export interface ListedMember {
  /** As stored; directories end with '/'. */
  readonly name: string;
  readonly kind: 'file' | 'directory' | 'link' | 'special';
  readonly size: number;
  readonly compressedSize: number;
  /** 'stored', 'deflate', 'zstd', or 'method 12'. */
  readonly method: string;
  /** Hexadecimal. */
  readonly crc32: string;
  /** Unix permissions, octal; null where the archive does not say. */
  readonly mode: string | null;
  readonly encrypted: boolean;
}

export interface Listing {
  readonly members: readonly ListedMember[];
  /** Bytes of the file. */
  readonly fileSize: number;
  /** Bytes in front of the archive. */
  readonly baseOffset: number;
}

const METHODS: Readonly<Record<number, string>> = { 0: 'stored', 8: 'deflate', 93: 'zstd' };

/**
 * The members in the order of the directory.
 * @throws what opening the archive for an import throws: what is refused there is not listed here
 */
export function listArchive(path: string): Listing {
  const archive = openArchive(path);
  // What is wrong with one that has an index comes out with the first question.
  archive.lookup('');
  archive.close();
  const source = openFileSource(path);
  try {
    const { directoryOffset, directorySize, count, baseOffset } = findEndRecord(source);
    const bytes = source.read(directoryOffset, directorySize);
    const members: ListedMember[] = [];
    let at = 0;
    for (let index = 0; index < count; index++) {
      members.push(readMember(bytes, at));
      at +=
        CENTRAL_HEADER_SIZE + bytes.readUInt16LE(at + 28) + bytes.readUInt16LE(at + 30) + bytes.readUInt16LE(at + 32);
    }
    return { members, fileSize: source.size, baseOffset };
  } finally {
    source.close();
  }
}

// The archive was opened before, so that every record is known to be whole and every name to be one.
function readMember(bytes: Buffer, at: number): ListedMember {
  const record = readCentralRecord(bytes, at)!;
  const raw = bytes.subarray(at + CENTRAL_HEADER_SIZE, at + CENTRAL_HEADER_SIZE + record.nameLength);
  const name = (decodeName(raw, (record.flags & UTF8_FLAG) !== 0) ?? raw).toString();
  const host = bytes[at + 5];
  const mode = host === HOST_UNIX || host === HOST_DARWIN ? bytes.readUInt16LE(at + 40) : 0;
  return {
    name,
    kind: kindOf(name, mode),
    size: record.size,
    compressedSize: record.compressedSize,
    method: METHODS[record.method] ?? `method ${record.method}`,
    crc32: record.crc.toString(16).padStart(8, '0'),
    mode: mode === 0 ? null : (mode & 0o7777).toString(8).padStart(4, '0'),
    encrypted: (record.flags & 1) !== 0,
  };
}

function kindOf(name: string, mode: number): ListedMember['kind'] {
  const type = mode & 0o170000;
  if (name.endsWith('/')) return 'directory';
  if (type === 0o120000) return 'link';
  return type === 0 || type === 0o100000 ? 'file' : 'special';
}
