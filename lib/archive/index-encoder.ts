// Writes the index of an archive in the form that stored-index.ts reads.
import { crc32 } from 'node:zlib';
import type { ByteSource } from './byte-source.ts';
import type { EndRecord } from './end-record.ts';
import { buildIndex } from './index-builder.ts';
import { hasSameContent } from './member-reader.ts';
import type { Numbers } from './node-tables.ts';
import { FLAG_HAS_LINKS, FLAG_WIDE, INDEX_HEADER_BYTES, INDEX_MAGIC } from './stored-index.ts';

const LARGEST_NARROW = 0xffff;

/**
 * The content of `.zipimport/index` for an archive that does not hold it yet; null where its members do not lie in the order of their
 * records, or a name had to be decoded: such archives are opened without.
 * @param directory the bytes of the central directory
 * @throws what opening the archive throws
 */
export function encodeIndex(source: ByteSource, end: EndRecord, directory: Buffer): Buffer | null {
  const { tables, localStarts } = buildIndex(source.path, directory, end, (record, other, starts) =>
    hasSameContent({ source, end, directory, localStarts: starts, isHinted: false }, record, other),
  );
  if (localStarts !== null || tables.moved !== null) return null;
  const { count, slots } = tables;
  const isWide = count > LARGEST_NARROW;
  const numbers = (of: Numbers): Numbers => (isWide ? Int32Array.from(of) : Uint16Array.from(of));
  const header = Buffer.alloc(INDEX_HEADER_BYTES);
  INDEX_MAGIC.copy(header);
  const flags = (tables.hasLinks ? FLAG_HAS_LINKS : 0) | (isWide ? FLAG_WIDE : 0);
  [end.count, count, slots.length, directory.length, crc32(directory), flags].forEach((value, i) => {
    header.writeUInt32LE(value, INDEX_MAGIC.length + i * 4);
  });
  const arrays = [
    tables.hashes.subarray(0, count),
    tables.nameStarts.subarray(0, count),
    numbers(tables.parents.subarray(0, count)),
    numbers(slots),
    Uint16Array.from(tables.nameLengths.subarray(0, count)),
    tables.kinds.subarray(0, count),
  ];
  return Buffer.concat([
    header,
    ...arrays.map(({ buffer, byteOffset, byteLength }) => Buffer.from(buffer, byteOffset, byteLength)),
  ]);
}
