// Builds the index in one pass over the central directory, and checks in the same pass what must hold before anything is served.
import { CENTRAL_HEADER_SIZE, CENTRAL_SIGNATURE, readCentralRecord } from './central-directory.ts';
import { badRecord, duplicateName, rawName, unsafeName } from './directory-errors.ts';
import type { EndRecord } from './end-record.ts';
import { readUnicodePath } from './extra-fields.ts';
import { i32, u16 } from './little-endian.ts';
import { MemberIndex } from './member-index.ts';
import { decodeName } from './member-name.ts';
import { NODE_DIRECTORY, statedKind } from './node-kind.ts';
import { ADDED, NOT_UTF8, NodeTable, UNSAFE } from './node-table.ts';
import { assertDisjoint } from './overlap.ts';

const LOCAL_HEADER_SIZE = 30;

/** A name that is not in the directory's own bytes: decoded from CP437, or taken from a Unicode path block. */
interface DecodedName {
  readonly record: number;
  readonly name: Buffer;
}

/**
 * The index of a central directory.
 * @param path the archive, for errors
 * @param directory the bytes of the central directory
 * @param isSameContent whether two records of one name have the same content; such a pair is one member
 * @throws ERR_ZIPIMPORT_DIRECTORY_INVALID, _DIRECTORY_TRUNCATED, _MEMBER_NAME_UNSAFE, _MEMBER_NAME_DUPLICATE, _MEMBER_OVERLAP
 */
export function buildIndex(
  path: string,
  directory: Buffer,
  end: EndRecord,
  isSameContent: (record: number, other: number) => boolean,
): MemberIndex {
  const nodes = new NodeTable(directory, end.count);
  const decoded: DecodedName[] = [];
  const size = directory.length;
  let at = 0;
  let previousEnd = 0;
  let isOrdered = true;
  for (let i = 0; i < end.count; i++) {
    if (at + CENTRAL_HEADER_SIZE > size || i32(directory, at) !== CENTRAL_SIGNATURE)
      throw badRecord(path, directory, end, at, i);
    const nameLength = u16(directory, at + 28);
    const extraLength = u16(directory, at + 30);
    const nameStart = at + CENTRAL_HEADER_SIZE;
    const nameEnd = nameStart + nameLength;
    const next = nameEnd + extraLength + u16(directory, at + 32);
    if (next > size) throw badRecord(path, directory, end, at, i);

    let localOffset = i32(directory, at + 42);
    let compressedSize = i32(directory, at + 20);
    if (localOffset < 0 || compressedSize < 0) {
      // 2 GiB or more, or left to a zip64 block; a record that lacks the block fails when it is read.
      const record = readCentralRecord(directory, at);
      localOffset = record === null ? previousEnd : record.localOffset;
      compressedSize = record === null ? 0 : record.compressedSize;
    }
    if (localOffset < previousEnd) isOrdered = false;
    previousEnd = localOffset + LOCAL_HEADER_SIZE + nameLength + compressedSize;

    const unicodeName =
      extraLength === 0 ? null : readUnicodePath(directory, nameStart, nameEnd, nameEnd + extraLength);
    if (unicodeName !== null) {
      decoded.push({ record: at, name: unicodeName });
    } else {
      const answer = nodes.add(nameStart, nameEnd, at, statedKind(directory, at));
      if (answer === NOT_UTF8) decoded.push({ record: at, name: decodedName(path, directory, end, at) });
      else if (answer !== ADDED) settle(answer, at, rawName(directory, at));
    }
    at = next;
  }
  if (at !== size) throw badRecord(path, directory, end, at, end.count);
  if (!isOrdered || previousEnd > end.directoryOffset - end.baseOffset) assertDisjoint(path, directory, end);
  if (decoded.length > 0) addDecoded();
  return new MemberIndex(nodes);

  function settle(answer: number, record: number, name: Buffer): void {
    if (answer === UNSAFE) throw unsafeName(path, name.toString(), end, record);
    const other = nodes.records[answer]!;
    const isDirectory = nodes.kinds[answer] === NODE_DIRECTORY || nodes.nameLengths[answer] !== name.length;
    if (isDirectory || !isSameContent(other, record))
      throw duplicateName(path, name.toString(), end, record, isDirectory);
  }

  function addDecoded(): void {
    nodes.bytes = Buffer.concat([directory, ...decoded.map((one) => one.name)]);
    let start = directory.length;
    for (const { record, name } of decoded) {
      const answer = nodes.add(start, start + name.length, record, statedKind(directory, record));
      if (answer === NOT_UTF8) throw unsafeName(path, name.toString(), end, record, 'is marked as UTF-8 and is not');
      if (answer !== ADDED) settle(answer, record, name);
      start += name.length;
    }
  }
}

function decodedName(path: string, directory: Buffer, end: EndRecord, record: number): Buffer {
  const raw = rawName(directory, record);
  const name = decodeName(raw, (directory[record + 9]! & 8) !== 0);
  if (name === null) throw unsafeName(path, raw.toString(), end, record, 'is marked as UTF-8 and is not');
  return name;
}
