// Walks the records of a central directory: where each starts, and what is out of the ordinary about them.
import { CENTRAL_HEADER_SIZE, CENTRAL_SIGNATURE, readCentralRecord } from './central-directory.ts';
import { LOCAL_HEADER_SIZE } from './local-signature.ts';
import type { NodeTable } from './node-table.ts';

/** What a walk came to. */
export interface Walk {
  /** Records that are whole and where they must be. */
  readonly count: number;
  /** Where the record after them would start. */
  readonly end: number;
  /** Whether any record has an extra field. */
  readonly hasExtras: boolean;
}

/**
 * Fills in `records`, `nameStarts` and `nameLengths`. One short loop of its own, as the other passes: V8 optimises a short loop long
 * before it is through with 40 000 records, and a long one only after.
 */
export function walkRecords(nodes: NodeTable, members: number): Walk {
  const { bytes, records, nameStarts, nameLengths } = nodes;
  const last = bytes.length - CENTRAL_HEADER_SIZE;
  let at = 0;
  let extras = 0;
  let node = 1;
  for (; node <= members; node++) {
    if (at > last) break;
    const signature = bytes[at]! | (bytes[at + 1]! << 8) | (bytes[at + 2]! << 16) | (bytes[at + 3]! << 24);
    if (signature !== CENTRAL_SIGNATURE) break;
    const nameLength = bytes[at + 28]! | (bytes[at + 29]! << 8);
    const extraLength = bytes[at + 30]! | (bytes[at + 31]! << 8);
    const next = at + CENTRAL_HEADER_SIZE + nameLength + extraLength + (bytes[at + 32]! | (bytes[at + 33]! << 8));
    if (next > bytes.length) break;
    records[node] = at;
    nameStarts[node] = at + CENTRAL_HEADER_SIZE;
    nameLengths[node] = nameLength;
    extras |= extraLength;
    at = next;
  }
  return { count: node - 1, end: at, hasExtras: extras !== 0 };
}

/** What the records say about their members. */
export interface Inspection {
  /** Whether the members follow each other in the archive as their records do, none reaching into the next. Rules overlaps out. */
  readonly isOrdered: boolean;
  /** The nodes whose Unix mode, if it is one, is not that of a regular file. */
  readonly unusual: readonly number[];
}

/**
 * Looks at place and mode of every member.
 * @param limit where the central directory starts, from the archive's own byte 0; the last member must end there or before
 */
export function inspectRecords(nodes: NodeTable, members: number, limit: number): Inspection {
  const { bytes, records, nameLengths } = nodes;
  const unusual: number[] = [];
  let isOrdered = true;
  let previousEnd = 0;
  for (let node = 1; node <= members; node++) {
    const at = records[node]!;
    // S_IFMT is 8 (regular) or 0 (not said) when these bits are clear.
    if ((bytes[at + 41]! & 0x70) !== 0) unusual.push(node);
    let offset = bytes[at + 42]! | (bytes[at + 43]! << 8) | (bytes[at + 44]! << 16) | (bytes[at + 45]! << 24);
    let size = bytes[at + 20]! | (bytes[at + 21]! << 8) | (bytes[at + 22]! << 16) | (bytes[at + 23]! << 24);
    if (offset < 0 || size < 0) {
      // 2 GiB or more, or left to a zip64 block; a record that lacks the block fails when it is read.
      const record = readCentralRecord(bytes, at);
      offset = record === null ? previousEnd : record.localOffset;
      size = record === null ? 0 : record.compressedSize;
    }
    if (offset < previousEnd) isOrdered = false;
    previousEnd = offset + LOCAL_HEADER_SIZE + nameLengths[node]! + size;
  }
  return { isOrdered: isOrdered && previousEnd <= limit, unusual };
}
