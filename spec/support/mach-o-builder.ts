// Writes libraries of macOS that hold load commands and nothing to run.

export interface MachOFields {
  readonly cpu?: number;
  readonly needed?: readonly string[];
  readonly weak?: readonly string[];
  readonly rpaths?: readonly string[];
  readonly id?: string;
}

export function buildMachO({ cpu = 0x0100000c, needed = [], weak = [], rpaths = [], id }: MachOFields): Buffer {
  const commands = [
    ...(id === undefined ? [] : [command(0xd, 24, id)]),
    command(0x19, 72, ''),
    ...needed.map((name) => command(0xc, 24, name)),
    ...weak.map((name) => command(0x80000018, 24, name)),
    ...rpaths.map((path) => command(0x8000001c, 12, path)),
  ];
  const header = Buffer.alloc(32);
  header.writeUInt32LE(0xfeedfacf, 0);
  header.writeUInt32LE(cpu, 4);
  header.writeUInt32LE(6, 12);
  header.writeUInt32LE(commands.length, 16);
  header.writeUInt32LE(
    commands.reduce((sum, { length }) => sum + length, 0),
    20,
  );
  return Buffer.concat([header, ...commands]);
}

/** A universal binary with one slice for each processor. */
export function buildUniversal(slices: readonly MachOFields[]): Buffer {
  const start = 4096;
  const table = Buffer.alloc(start);
  table.writeUInt32BE(0xcafebabe, 0);
  table.writeUInt32BE(slices.length, 4);
  const bodies = slices.map(buildMachO);
  let offset = start;
  bodies.forEach((body, at) => {
    table.writeUInt32BE(slices[at]?.cpu ?? 0x0100000c, 8 + 20 * at);
    table.writeUInt32BE(offset, 16 + 20 * at);
    table.writeUInt32BE(body.length, 20 + 20 * at);
    offset += body.length;
  });
  return Buffer.concat([table, ...bodies]);
}

function command(kind: number, textAt: number, text: string): Buffer {
  const bytes = Buffer.alloc(Math.ceil((textAt + text.length + 1) / 8) * 8);
  bytes.writeUInt32LE(kind, 0);
  bytes.writeUInt32LE(bytes.length, 4);
  bytes.writeUInt32LE(textAt, 8);
  bytes.write(text, textAt);
  return bytes;
}
