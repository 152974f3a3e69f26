// Writes archives field by field: every value of every record can be set, so that a bad one is one line in a spec.
import { crc32, deflateRawSync } from 'node:zlib';

/** One member. What is not given is made to fit; `local` and `central` override the two headers apart from each other. */
export interface MemberFields {
  readonly name: string | Buffer;
  readonly content?: string | Buffer;
  /** 0 stored (the default), 8 deflate; others leave the content as it is. */
  readonly method?: number;
  /** Bytes to store instead of the compressed content. */
  readonly data?: Buffer;
  /** Unix mode with its type bits, such as 0o100644 (the default) or 0o120777 for a link. */
  readonly mode?: number;
  readonly flags?: number;
  readonly crc?: number;
  readonly size?: number;
  readonly compressedSize?: number;
  readonly time?: number;
  readonly date?: number;
  readonly extra?: Buffer;
  readonly madeBy?: number;
  readonly disk?: number;
  readonly comment?: Buffer;
  /** From the archive's own byte 0. */
  readonly localOffset?: number;
  readonly externalAttributes?: number;
  readonly signature?: number;
  /** Appended after the data: a data descriptor, a gap. */
  readonly trailer?: Buffer;
  readonly local?: Partial<MemberFields>;
  readonly central?: Partial<MemberFields>;
}

/** The end record and what surrounds the archive. */
export interface ArchiveFields {
  /** In front of the archive's own byte 0. */
  readonly prefix?: Buffer;
  /** Between the last member and the central directory, and between that and the end record. */
  readonly gapBeforeDirectory?: Buffer;
  readonly gapAfterDirectory?: Buffer;
  readonly comment?: Buffer;
  readonly commentLength?: number;
  readonly count?: number;
  readonly countHere?: number;
  readonly directorySize?: number;
  readonly directoryOffset?: number;
  readonly disk?: number;
  readonly directoryDisk?: number;
  /** Writes zip64 end records; the given values replace those that fit. */
  readonly zip64?: Zip64Fields;
  /** After the end record. */
  readonly appended?: Buffer;
}

export interface Zip64Fields {
  readonly count?: bigint;
  readonly directorySize?: bigint;
  readonly directoryOffset?: bigint;
  readonly recordOffset?: bigint;
  readonly recordSize?: bigint;
  readonly recordSignature?: number;
  readonly disks?: number;
  /** Whether the classic record leaves its values to this one (the default). */
  readonly isSaturated?: boolean;
  readonly extensibleData?: Buffer;
}

/** The bytes of an archive. */
export function buildZip(members: readonly MemberFields[], fields: ArchiveFields = {}): Buffer {
  const data: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const member of members) {
    const local = Buffer.concat([localHeader(member), storedData(member), member.trailer ?? EMPTY]);
    directory.push(centralHeader(member, offset));
    data.push(local);
    offset += local.length;
  }
  const gap = fields.gapBeforeDirectory ?? EMPTY;
  const central = Buffer.concat(directory);
  const start = offset + gap.length;
  const after = fields.gapAfterDirectory ?? EMPTY;
  const place = {
    count: members.length,
    size: central.length,
    offset: start,
    end: start + central.length + after.length,
  };
  return Buffer.concat([
    fields.prefix ?? EMPTY,
    ...data,
    gap,
    central,
    after,
    fields.zip64 === undefined ? EMPTY : zip64EndRecords(fields.zip64, place),
    endRecord(fields, place),
    fields.appended ?? EMPTY,
  ]);
}

/** A block of an extra field. */
export function extraBlock(id: number, data: Buffer): Buffer {
  return Buffer.concat([u16(id), u16(data.length), data]);
}

/** The zip64 block with these values, in this order. */
export function zip64Block(...values: readonly bigint[]): Buffer {
  return extraBlock(0x0001, Buffer.concat(values.map(u64)));
}

/** Info-ZIP Unicode path. */
export function unicodePathBlock(rawName: string | Buffer, name: string | Buffer): Buffer {
  return extraBlock(
    0x7075,
    Buffer.concat([Buffer.of(1), u32(crc32(Buffer.from(rawName as string))), Buffer.from(name as string)]),
  );
}

const EMPTY = Buffer.alloc(0);

function contentOf(member: MemberFields): Buffer {
  return Buffer.from((member.content ?? '') as string);
}

function storedData(member: MemberFields): Buffer {
  if (member.data !== undefined) return member.data;
  return member.method === 8 ? deflateRawSync(contentOf(member)) : contentOf(member);
}

function localHeader(member: MemberFields): Buffer {
  const fields: MemberFields = { ...member, ...member.local };
  const name = Buffer.from(fields.name as string);
  const extra = fields.extra ?? EMPTY;
  return Buffer.concat([
    u32(fields.signature ?? 0x04034b50),
    u16(20),
    ...commonFields(fields, member),
    u16(name.length),
    u16(extra.length),
    name,
    extra,
  ]);
}

function centralHeader(member: MemberFields, offset: number): Buffer {
  const fields: MemberFields = { ...member, ...member.central };
  const name = Buffer.from(fields.name as string);
  const extra = fields.extra ?? EMPTY;
  const comment = fields.comment ?? EMPTY;
  return Buffer.concat([
    u32(fields.signature ?? 0x02014b50),
    u16(fields.madeBy ?? 0x031e),
    u16(20),
    ...commonFields(fields, member),
    u16(name.length),
    u16(extra.length),
    u16(comment.length),
    u16(fields.disk ?? 0),
    u16(0),
    u32(fields.externalAttributes ?? ((fields.mode ?? 0o100644) << 16) >>> 0),
    u32(fields.localOffset ?? offset),
    name,
    extra,
    comment,
  ]);
}

// Flags to size: the part that both headers share.
function commonFields(fields: MemberFields, member: MemberFields): Buffer[] {
  const content = contentOf(member);
  return [
    u16(fields.flags ?? 0x0800),
    u16(fields.method ?? 0),
    u16(fields.time ?? 0),
    u16(fields.date ?? 0x21),
    u32(fields.crc ?? crc32(content)),
    u32(fields.compressedSize ?? storedData(member).length),
    u32(fields.size ?? content.length),
  ];
}

interface Place {
  readonly count: number;
  readonly size: number;
  readonly offset: number;
  readonly end: number;
}

function endRecord(fields: ArchiveFields, place: Place): Buffer {
  const isSaturated = fields.zip64 !== undefined && fields.zip64.isSaturated !== false;
  const comment = fields.comment ?? EMPTY;
  const count = fields.count ?? (isSaturated ? 0xffff : place.count);
  return Buffer.concat([
    u32(0x06054b50),
    u16(fields.disk ?? 0),
    u16(fields.directoryDisk ?? 0),
    u16(fields.countHere ?? count),
    u16(count),
    u32(fields.directorySize ?? (isSaturated ? 0xffffffff : place.size)),
    u32(fields.directoryOffset ?? (isSaturated ? 0xffffffff : place.offset)),
    u16(fields.commentLength ?? comment.length),
    comment,
  ]);
}

function zip64EndRecords(fields: Zip64Fields, place: Place): Buffer {
  const data = fields.extensibleData ?? EMPTY;
  const count = fields.count ?? BigInt(place.count);
  return Buffer.concat([
    u32(fields.recordSignature ?? 0x06064b50),
    u64(fields.recordSize ?? BigInt(44 + data.length)),
    u16(45),
    u16(45),
    u32(0),
    u32(0),
    u64(count),
    u64(count),
    u64(fields.directorySize ?? BigInt(place.size)),
    u64(fields.directoryOffset ?? BigInt(place.offset)),
    data,
    u32(0x07064b50),
    u32(0),
    u64(fields.recordOffset ?? BigInt(place.end)),
    u32(fields.disks ?? 1),
  ]);
}

function u16(value: number): Buffer {
  const bytes = Buffer.alloc(2);
  bytes.writeUInt16LE(value);
  return bytes;
}

function u32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value >>> 0);
  return bytes;
}

function u64(value: bigint): Buffer {
  const bytes = Buffer.alloc(8);
  bytes.writeBigUInt64LE(value);
  return bytes;
}
