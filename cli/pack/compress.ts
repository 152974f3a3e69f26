// Reads members and compresses them: small ones several at a time in memory, large ones one at a time through a file.
import { createHash, type Hash } from 'node:crypto';
import { createReadStream, createWriteStream, readFileSync, statSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { promisify } from 'node:util';
import zlib from 'node:zlib';
import { unwritable } from './archive-writer.ts';
import { type SourceMember, unreadable } from './collect.ts';
import { type Compression, METHOD_NUMBERS } from './methods.ts';

/** A member ready to be written. */
export interface PreparedMember {
  readonly source: SourceMember;
  /** Its number. */
  readonly method: number;
  readonly size: number;
  readonly compressedSize: number;
  readonly crc32: number;
  /** Hexadecimal; null when it was not asked for. */
  readonly sha256: string | null;
  /** First bytes of the content, by which natives are known. */
  readonly head: Buffer;
  /** The bytes that go into the archive, or the file that has them. */
  readonly data: Buffer | { readonly file: string };
}

export interface CompressContext {
  readonly compression: (name: string) => Compression;
  readonly withHash: boolean;
  /** Path of a file that may be written while a large member is compressed. */
  readonly scratch: string;
}

/** From this size on a member is not held in memory. */
export const LARGE_BYTES: number = 64 * 1024 * 1024;
/** Up to this size a member is read and deflated at once: a promise, a file handle and a stream for each cost more than its content does. */
const SMALL_BYTES = 32 * 1024;
const HEAD_BYTES = 4096;

const deflateRaw = promisify(zlib.deflateRaw) as (data: Buffer, options: zlib.ZlibOptions) => Promise<Buffer>;

/** @throws ERR_ZIPIMPORT_PACK_UNREADABLE */
export async function prepareMember(source: SourceMember, context: CompressContext): Promise<PreparedMember> {
  if (source.kind === 'directory') return prepareContent(source, Buffer.alloc(0), context, 'store');
  if (source.kind === 'link') return prepareContent(source, Buffer.from(source.target ?? ''), context, 'store');
  if (source.content !== undefined) return prepareContent(source, source.content, context);
  if (source.size >= LARGE_BYTES) return prepareLarge(source, context);
  let content: Buffer;
  try {
    content = source.size <= SMALL_BYTES ? readFileSync(source.path) : await readFile(source.path);
  } catch (cause) {
    throw unreadable(source.path, cause);
  }
  return prepareContent(source, content, context);
}

async function prepareContent(
  source: SourceMember,
  content: Buffer,
  { compression, withHash }: CompressContext,
  forced?: 'store',
): Promise<PreparedMember> {
  const { method, level } = forced === undefined ? compression(source.name) : { method: forced, level: 0 };
  let data = content;
  if (method === 'deflate') {
    data =
      content.length <= SMALL_BYTES ? zlib.deflateRawSync(content, { level }) : await deflateRaw(content, { level });
  }
  if (method === 'zstd') data = await zstd(content, level);
  // Not for a byte or two: a stored member is read without inflating.
  const isWorth = method !== 'store' && data.length < content.length;
  return {
    source,
    method: isWorth ? METHOD_NUMBERS[method] : 0,
    size: content.length,
    compressedSize: isWorth ? data.length : content.length,
    crc32: zlib.crc32(content),
    sha256: withHash ? createHash('sha256').update(content).digest('hex') : null,
    head: content.subarray(0, HEAD_BYTES),
    data: isWorth ? data : content,
  };
}

function zstd(content: Buffer, level: number): Promise<Buffer> {
  const options = { params: { [zlib.constants.ZSTD_c_compressionLevel]: level } };
  return new Promise((resolve, reject) => {
    zlib.zstdCompress(content, options, (error, data) => (error === null ? resolve(data) : reject(error)));
  });
}

async function prepareLarge(source: SourceMember, context: CompressContext): Promise<PreparedMember> {
  const { method, level } = context.compression(source.name);
  const meter = new Meter(context.withHash ? createHash('sha256') : null);
  try {
    const input = createReadStream(source.path, { highWaterMark: 1024 * 1024 });
    if (method === 'store') {
      for await (const chunk of input) meter.take(chunk as Buffer);
    } else {
      const engine = method === 'deflate' ? zlib.createDeflateRaw({ level }) : zstdStream(level);
      const metering = new Transform({
        transform(chunk: Buffer, _encoding, done): void {
          meter.take(chunk);
          done(null, chunk);
        },
      });
      await pipeline(input, metering, engine, createWriteStream(context.scratch));
    }
  } catch (cause) {
    const { path, syscall } = cause as NodeJS.ErrnoException;
    if (path === context.scratch || syscall === 'write') throw unwritable(context.scratch, cause);
    throw unreadable(source.path, cause);
  }
  const file = method === 'store' ? source.path : context.scratch;
  return {
    source,
    method: METHOD_NUMBERS[method],
    size: meter.size,
    compressedSize: method === 'store' ? meter.size : statSync(file).size,
    crc32: meter.crc32,
    sha256: meter.hash?.digest('hex') ?? null,
    head: meter.head,
    data: { file },
  };
}

function zstdStream(level: number): Transform {
  return zlib.createZstdCompress({ params: { [zlib.constants.ZSTD_c_compressionLevel]: level } });
}

/** What is told of content that goes by. */
class Meter {
  size = 0;
  crc32 = 0;
  head: Buffer = Buffer.alloc(0);
  readonly hash: Hash | null;

  constructor(hash: Hash | null) {
    this.hash = hash;
  }

  take(chunk: Buffer): void {
    if (this.size === 0) this.head = Buffer.from(chunk.subarray(0, HEAD_BYTES));
    this.size += chunk.length;
    this.crc32 = zlib.crc32(chunk, this.crc32);
    this.hash?.update(chunk);
  }
}

// So many members are read and compressed ahead of the one that is written: what libuv's four threads keep busy with.
const AHEAD_MEMBERS = 8;

/** The members in their order, prepared; a few ahead of the one that is asked for, so that memory stays bounded. */
export async function* prepareAll(
  members: readonly SourceMember[],
  context: CompressContext,
): AsyncGenerator<PreparedMember> {
  const ahead: Promise<PreparedMember>[] = [];
  let at = 0;
  // A large member uses the scratch file, so nothing else is prepared with it.
  const isAlone = (member: SourceMember | undefined): boolean => (member?.size ?? 0) >= LARGE_BYTES;
  while (at < members.length || ahead.length > 0) {
    while (at < members.length && ahead.length < AHEAD_MEMBERS && (ahead.length === 0 || !isAlone(members[at]))) {
      const member = members[at]!;
      at += 1;
      const prepared = prepareMember(member, context);
      // It is awaited later; until then a failure must not count as unhandled.
      prepared.catch(() => {});
      ahead.push(prepared);
      if (isAlone(member)) break;
    }
    yield await ahead.shift()!;
  }
}
