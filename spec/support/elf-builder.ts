// Writes shared libraries that hold headers and nothing to run: what is read of them is one line in a spec.

/** What is not given is left out of the file. */
export interface ElfFields {
  /** e_machine; 62 (x86-64) unless given. */
  readonly machine?: number;
  readonly is64?: boolean;
  readonly isLittle?: boolean;
  readonly osABI?: number;
  readonly needed?: readonly string[];
  readonly soname?: string;
  readonly rpath?: string;
  readonly runpath?: string;
  readonly interpreter?: string;
  /** Bytes that the first segment claims beyond the end of the file. */
  readonly missing?: number;
}

const BASE = 0x10000;

export function buildElf(fields: ElfFields): Buffer {
  const { is64 = true, isLittle = true } = fields;
  const width = is64 ? 8 : 4;
  const half = (value: number): Buffer => number(value, 2, isLittle);
  const word = (value: number): Buffer => number(value, 4, isLittle);
  const address = (value: number): Buffer => number(value, width, isLittle);

  const strings: Buffer[] = [Buffer.of(0)];
  const text = (value: string): number => {
    const offset = strings.reduce((sum, { length }) => sum + length, 0);
    strings.push(Buffer.from(`${value}\0`));
    return offset;
  };
  const entries: [number, number][] = (fields.needed ?? []).map((name) => [1, text(name)]);
  if (fields.soname !== undefined) entries.push([14, text(fields.soname)]);
  if (fields.rpath !== undefined) entries.push([15, text(fields.rpath)]);
  if (fields.runpath !== undefined) entries.push([29, text(fields.runpath)]);
  const table = Buffer.concat(strings);
  const interpreter = fields.interpreter === undefined ? Buffer.alloc(0) : Buffer.from(`${fields.interpreter}\0`);

  const headerSize = is64 ? 64 : 52;
  const entrySize = is64 ? 56 : 32;
  const count = interpreter.length > 0 ? 3 : 2;
  const tableAt = headerSize + count * entrySize;
  const interpreterAt = tableAt + table.length;
  const dynamicAt = interpreterAt + interpreter.length;
  const all: readonly [number, number][] = [...entries, [5, BASE + tableAt], [10, table.length], [0, 0]];
  const dynamic = Buffer.concat(all.flatMap(([tag, value]) => [address(tag), address(value)]));
  const end = dynamicAt + dynamic.length;

  const segment = (type: number, offset: number, size: number): Buffer =>
    is64
      ? Buffer.concat([
          word(type),
          word(5),
          address(offset),
          address(BASE + offset),
          address(BASE + offset),
          address(size),
          address(size),
          address(1),
        ])
      : Buffer.concat([
          word(type),
          address(offset),
          address(BASE + offset),
          address(BASE + offset),
          address(size),
          address(size),
          word(5),
          address(1),
        ]);
  const header = Buffer.concat([
    Buffer.of(0x7f, 0x45, 0x4c, 0x46, is64 ? 2 : 1, isLittle ? 1 : 2, 1, fields.osABI ?? 0, 0, 0, 0, 0, 0, 0, 0, 0),
    half(3),
    half(fields.machine ?? 62),
    word(1),
    address(0),
    address(headerSize),
    address(0),
    word(0),
    half(headerSize),
    half(entrySize),
    half(count),
    half(0),
    half(0),
    half(0),
  ]);
  return Buffer.concat([
    header,
    segment(1, 0, end + (fields.missing ?? 0)),
    segment(2, dynamicAt, dynamic.length),
    ...(interpreter.length > 0 ? [segment(3, interpreterAt, interpreter.length)] : []),
    table,
    interpreter,
    dynamic,
  ]);
}

function number(value: number, width: 2 | 4 | 8, isLittle: boolean): Buffer {
  const bytes = Buffer.alloc(width);
  if (width === 8) {
    if (isLittle) bytes.writeBigUInt64LE(BigInt(value));
    else bytes.writeBigUInt64BE(BigInt(value));
  } else if (isLittle) bytes.writeUIntLE(value, 0, width);
  else bytes.writeUIntBE(value, 0, width);
  return bytes;
}
