// Reads what loading a shared library depends on from ELF headers: for which machine it is, what it needs, and where it looks for that.
// No library was found that does this without reading whole files; a dozen fields are all that is wanted.

/** Up to `length` bytes from `offset`, fewer where the file ends. */
export type ReadBytes = (offset: number, length: number) => Buffer;

/** Of one ELF file. @see https://refspecs.linuxfoundation.org/elf/gabi4+/contents.html */
export interface ElfFile {
  /** e_machine. */
  readonly machine: number;
  readonly is64: boolean;
  /** EI_OSABI: 0 and 3 are Linux, 9 is FreeBSD. */
  readonly osABI: number;
  /** PT_INTERP: the dynamic loader of a program; null in libraries. */
  readonly interpreter: string | null;
  readonly soname: string | null;
  readonly needed: readonly string[];
  /** DT_RPATH and DT_RUNPATH, taken apart at ':'; '$ORIGIN' is left in. */
  readonly rpath: readonly string[];
  readonly runpath: readonly string[];
  /** Bytes that are mapped or read when it is loaded: where the file is shorter, touching the rest kills the process (SIGBUS). */
  readonly minimumSize: number;
}

const MAGIC = 0x7f454c46;
const PT_LOAD = 1;
const PT_DYNAMIC = 2;
const PT_INTERP = 3;
const DT = { needed: 1, strtab: 5, strsz: 10, soname: 14, rpath: 15, runpath: 29 } as const;
/** Far above what occurs: a broken header must not make us read gigabytes. */
const MAX_TABLE = 4 * 1024 * 1024;

interface Segment {
  readonly type: number;
  readonly offset: number;
  readonly address: number;
  readonly size: number;
}

/** @returns null for what is no ELF file */
export function readElf(read: ReadBytes): ElfFile | null {
  const header = read(0, 64);
  if (header.length < 20 || header.readUInt32BE(0) !== MAGIC) return null;
  const is64 = header[4] === 2;
  const fields = makeFields(is64, header[5] !== 2);
  const base = { machine: fields.u16(header, 18), is64, osABI: header[7] ?? 0 };
  const nothing = { interpreter: null, soname: null, needed: [], rpath: [], runpath: [] };
  if (header.length < (is64 ? 64 : 52)) return { ...base, ...nothing, minimumSize: is64 ? 64 : 52 };

  const start = fields.word(header, is64 ? 32 : 28);
  const entrySize = fields.u16(header, is64 ? 54 : 42);
  const count = fields.u16(header, is64 ? 56 : 44);
  const tableEnd = start + entrySize * count;
  const table = read(start, Math.min(entrySize * count, MAX_TABLE));
  const segments: Segment[] = [];
  for (let at = 0; at + (is64 ? 56 : 32) <= table.length; at += entrySize || table.length) {
    segments.push({
      type: fields.u32(table, at),
      offset: fields.word(table, at + (is64 ? 8 : 4)),
      address: fields.word(table, at + (is64 ? 16 : 8)),
      size: fields.word(table, at + (is64 ? 32 : 16)),
    });
  }
  const minimumSize = Math.max(tableEnd, ...segments.map(({ offset, size }) => offset + size));
  const interpreter = segments.find(({ type }) => type === PT_INTERP);
  return {
    ...base,
    ...readDynamic(read, segments, fields),
    interpreter:
      interpreter === undefined ? null : textAt(read(interpreter.offset, Math.min(interpreter.size, 4096)), 0),
    minimumSize,
  };
}

type Dynamic = Pick<ElfFile, 'soname' | 'needed' | 'rpath' | 'runpath'>;

function readDynamic(read: ReadBytes, segments: readonly Segment[], fields: Fields): Dynamic {
  const values = new Map<number, number[]>();
  const dynamic = segments.find(({ type }) => type === PT_DYNAMIC);
  const entries = dynamic === undefined ? Buffer.alloc(0) : read(dynamic.offset, Math.min(dynamic.size, MAX_TABLE));
  const { width } = fields;
  for (let at = 0; at + 2 * width <= entries.length; at += 2 * width) {
    const tag = fields.word(entries, at);
    if (tag === 0) break;
    const known = values.get(tag);
    const value = fields.word(entries, at + width);
    if (known === undefined) values.set(tag, [value]);
    else known.push(value);
  }
  const address = values.get(DT.strtab)?.[0] ?? 0;
  const holder = segments.find(
    (segment) => segment.type === PT_LOAD && address >= segment.address && address < segment.address + segment.size,
  );
  const size = Math.min(values.get(DT.strsz)?.[0] ?? 0, MAX_TABLE);
  const strings = holder === undefined ? Buffer.alloc(0) : read(holder.offset + address - holder.address, size);
  const texts = (tag: number): string[] => (values.get(tag) ?? []).map((offset) => textAt(strings, offset));
  const paths = (tag: number): string[] => texts(tag).flatMap((text) => text.split(':').filter((part) => part !== ''));
  return {
    soname: texts(DT.soname)[0] ?? null,
    needed: texts(DT.needed),
    rpath: paths(DT.rpath),
    runpath: paths(DT.runpath),
  };
}

/** Up to the terminating zero. */
function textAt(bytes: Buffer, offset: number): string {
  const end = bytes.indexOf(0, offset);
  return bytes.toString('utf8', offset, end < 0 ? bytes.length : end);
}

/** Reading numbers as the file spells them; a word is an address of its class. */
interface Fields {
  /** Bytes of a word. */
  readonly width: 4 | 8;
  u16(bytes: Buffer, at: number): number;
  u32(bytes: Buffer, at: number): number;
  word(bytes: Buffer, at: number): number;
}

function makeFields(is64: boolean, isLittle: boolean): Fields {
  const u16 = (bytes: Buffer, at: number): number => (isLittle ? bytes.readUInt16LE(at) : bytes.readUInt16BE(at));
  const u32 = (bytes: Buffer, at: number): number => (isLittle ? bytes.readUInt32LE(at) : bytes.readUInt32BE(at));
  const u64 = (bytes: Buffer, at: number): number =>
    Number(isLittle ? bytes.readBigUInt64LE(at) : bytes.readBigUInt64BE(at));
  return { width: is64 ? 8 : 4, u16, u32, word: is64 ? u64 : u32 };
}
