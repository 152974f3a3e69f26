// Builds the index of a central directory in a few short passes, and checks on the way what must hold before anything is served.
import type { ZipImportError } from '../errors.ts';
import { badRecord, duplicateName, rawName, unsafeName } from './directory-errors.ts';
import type { EndRecord } from './end-record.ts';
import { readUnicodePath } from './extra-fields.ts';
import { u16 } from './little-endian.ts';
import { decodeName, unsafeReason } from './member-name.ts';
import { nameHash } from './name-hash.ts';
import { markUnicodePaths, type NameScan, scanNames } from './name-scan.ts';
import { NODE_DIRECTORY, NODE_FILE, NODE_IMPLIED, NODE_LINK, statedKind } from './node-kind.ts';
import { isDirectory, NodeTable } from './node-table.ts';
import type { NodeTables } from './node-tables.ts';
import { assertDisjoint } from './overlap.ts';
import { inspectRecords, walkRecords } from './record-walk.ts';

const SLASH = 0x2f;

/** Whether the records that start there lead to the same content. */
export type ContentComparison = (record: number, other: number, localStarts: Float64Array | null) => boolean;

/** What {@link MemberIndex} is made of. */
export interface BuiltIndex {
  readonly tables: NodeTables;
  /** The central directory, and behind it the names that had to be decoded. */
  readonly bytes: Buffer;
  /** As {@link MemberIndex.localStarts}. */
  readonly localStarts: Float64Array | null;
}

/**
 * The index of a central directory.
 * @param path the archive, for errors
 * @param directory the bytes of the central directory
 * @param isSameContent asked for two records of one name: with the same content they are one member
 * @throws ERR_ZIPIMPORT_DIRECTORY_INVALID, _DIRECTORY_TRUNCATED, _MEMBER_NAME_UNSAFE, _MEMBER_NAME_DUPLICATE, _MEMBER_OVERLAP
 */
export function buildIndex(
  path: string,
  directory: Buffer,
  end: EndRecord,
  isSameContent: ContentComparison,
): BuiltIndex {
  const nodes = new NodeTable(directory, end.count);
  const walk = walkRecords(nodes, end.count);
  if (walk.count < end.count || walk.end !== directory.length)
    throw badRecord(path, directory, end, walk.end, walk.count);
  const { isOrdered, unusual } = inspectRecords(nodes, end.count, end.directoryOffset - end.baseOffset);
  const localStarts = isOrdered ? null : assertDisjoint(path, directory, end);
  const isOdd = new Uint8Array(end.count + 1);
  if (walk.hasExtras) markUnicodePaths(nodes, end.count, isOdd);
  const scan = scanNames(nodes, end.count, isOdd);
  const builder = new IndexBuilder(path, nodes, end, (record, other) => isSameContent(record, other, localStarts));
  builder.addPlain(scan, unusual, isOdd);
  if (scan.odd.length > 0) builder.addOdd(scan.odd);
  return { tables: nodes.finish(builder.moved), bytes: nodes.bytes, localStarts };
}

class IndexBuilder {
  readonly #path: string;
  readonly #nodes: NodeTable;
  readonly #end: EndRecord;
  readonly #isSameContent: (record: number, other: number) => boolean;
  /** As {@link NodeTables.moved}. */
  moved: Map<number, number> | null = null;

  constructor(
    path: string,
    nodes: NodeTable,
    end: EndRecord,
    isSameContent: (record: number, other: number) => boolean,
  ) {
    this.#path = path;
    this.#nodes = nodes;
    this.#end = end;
    this.#isSameContent = isSameContent;
  }

  /** The names that are plain ASCII and were found fine by the scan. */
  addPlain(scan: NameScan, unusual: readonly number[], isOdd: Uint8Array): void {
    const nodes = this.#nodes;
    const members = this.#end.count;
    nodes.kinds.fill(NODE_FILE, 1, members + 1);
    for (const node of scan.odd) nodes.kinds[node] = 0;
    this.#addDirectories(scan);
    for (const node of scan.directories) this.#claim(nodes.parents[node]!, node);
    // No array of `nodes` is held over the loop: a new directory may replace them all by larger ones.
    for (const node of unusual) {
      if (isOdd[node] === 1 || nodes.kinds[node] === 0) continue;
      const kind = statedKind(nodes.bytes, nodes.records[node]!);
      if (kind === NODE_LINK) nodes.hasLinks = true;
      if (kind === NODE_DIRECTORY)
        this.#claim(this.#directory(node, nodes.nameStarts[node]!, nodes.nameLengths[node]!), node);
      else nodes.kinds[node] = kind;
    }
    // The directories are in the table by now, so a file that has the name of one meets it here.
    for (let node = nodes.insertRange(1, members); node !== 0; node = nodes.insertRange(node + 1, members)) {
      this.#settle(nodes.insert(node), node);
    }
  }

  #addDirectories({ changes, isBelow, firstLevels, levelLengths, levelHashes }: NameScan): void {
    const nodes = this.#nodes;
    let directory = 0;
    for (let i = 0; i < changes.length; i++) {
      const node = changes[i]!;
      const isLast = i + 1 === changes.length;
      const from = firstLevels[i]!;
      const to = isLast ? levelLengths.length : firstLevels[i + 1]!;
      const base = isBelow[i] === 1 ? directory : 0;
      directory = nodes.directoryBelow(base, nodes.nameStarts[node]!, levelLengths, levelHashes, from, to);
      if (!isDirectory(nodes.kinds[directory]!)) throw this.#inTheWay(directory, node);
      nodes.parents.fill(directory, node, isLast ? this.#end.count + 1 : changes[i + 1]!);
    }
  }

  /** The others: decoded, checked one by one, and added. */
  addOdd(odd: readonly number[]): void {
    const nodes = this.#nodes;
    const decoded: Buffer[] = [nodes.bytes];
    let size = nodes.bytes.length;
    const directory = nodes.bytes;
    for (const node of odd) {
      const raw = rawName(directory, nodes.records[node]!);
      const name = this.#decode(directory, nodes.records[node]!, raw);
      if (name === raw) continue;
      this.moved ??= new Map();
      this.moved.set(node, nodes.records[node]!);
      nodes.nameStarts[node] = size;
      nodes.nameLengths[node] = name.length;
      decoded.push(name);
      size += name.length;
    }
    if (decoded.length > 1) nodes.bytes = Buffer.concat(decoded, size);
    for (const node of odd) this.#addOddName(node);
  }

  #decode(directory: Buffer, record: number, raw: Buffer): Buffer {
    const extra = record + 46 + raw.length;
    const unicode = readUnicodePath(directory, extra - raw.length, extra, extra + u16(directory, record + 30));
    const name = decodeName(unicode ?? raw, unicode !== null || (directory[record + 9]! & 8) !== 0);
    if (name !== null) return name;
    throw unsafeName(this.#path, raw.toString(), this.#end, record, 'is marked as UTF-8 and is not');
  }

  #addOddName(node: number): void {
    const nodes = this.#nodes;
    const start = nodes.nameStarts[node]!;
    const bytes = nodes.bytes.subarray(start, start + nodes.nameLengths[node]!);
    const name = bytes.toString();
    const record = nodes.records[node]!;
    if (unsafeReason(name) !== null) throw unsafeName(this.#path, name, this.#end, record);
    const slash = bytes.lastIndexOf(SLASH);
    const directory = slash < 0 ? 0 : this.#directory(node, start, slash);
    const kind = statedKind(nodes.bytes, record);
    if (slash === bytes.length - 1) this.#claim(directory, node);
    else if (kind === NODE_DIRECTORY) this.#claim(this.#directory(node, start, bytes.length), node);
    else {
      if (kind === NODE_LINK) nodes.hasLinks = true;
      nodes.kinds[node] = kind;
      nodes.parents[node] = directory;
      nodes.hashes[node] = nameHash(bytes.toString('latin1'), 0x100);
      const other = nodes.insert(node);
      if (other !== 0) this.#settle(other, node);
    }
  }

  #directory(node: number, start: number, length: number): number {
    const directory = this.#nodes.directory(start, length);
    if (isDirectory(this.#nodes.kinds[directory]!)) return directory;
    throw this.#inTheWay(directory, node);
  }

  #inTheWay(file: number, node: number): ZipImportError {
    return duplicateName(this.#path, this.#nameOf(file), this.#end, this.#nodes.records[node]!, true);
  }

  // Twice the same directory is harmless: there is nothing in which the two could differ.
  #claim(directory: number, node: number): void {
    const { kinds, nameStarts, records } = this.#nodes;
    kinds[node] = 0;
    if (kinds[directory] !== NODE_IMPLIED) return;
    kinds[directory] = NODE_DIRECTORY;
    records[directory] = records[node]!;
    nameStarts[directory] = nameStarts[node]!;
    if (this.moved?.has(node) === true) this.moved.set(directory, records[node]!);
  }

  #settle(other: number, node: number): void {
    const { kinds, records } = this.#nodes;
    const isBelow = isDirectory(kinds[other]!);
    const isSame = !isBelow && kinds[other] === kinds[node] && this.#isSameContent(records[other]!, records[node]!);
    if (!isSame) throw duplicateName(this.#path, this.#nameOf(node), this.#end, records[node]!, isBelow);
    kinds[node] = 0;
  }

  #nameOf(node: number): string {
    const start = this.#nodes.nameStarts[node]!;
    return this.#nodes.bytes.toString('utf8', start, start + this.#nodes.nameLengths[node]!);
  }
}
