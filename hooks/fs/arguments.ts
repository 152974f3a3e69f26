// Reading the options of fs calls. Nothing here words an error about a bad argument: it is found, and Node's own function is called with the
// same arguments, which throws before it looks at the disk.
import fs from 'node:fs';

/** Thrown inside the overlay: the arguments are bad in a way that Node's own function describes best. */
export class BadArguments extends Error {}

/** Options that may be given as an object, an encoding or not at all. */
export function optionsObject(options: unknown): Readonly<Record<string, unknown>> {
  if (options === undefined || options === null || typeof options === 'function') return {};
  if (typeof options === 'string') return { encoding: options };
  if (typeof options !== 'object') throw new BadArguments();
  return options as Readonly<Record<string, unknown>>;
}

/** Refuses a signal that is none. */
export function checkSignal({ signal }: Readonly<Record<string, unknown>>): void {
  const isSignal = typeof signal === 'object' && signal !== null && 'aborted' in signal;
  if (signal !== undefined && !isSignal) throw new BadArguments();
}

/** The encoding asked for: 'buffer' for bytes, or the fallback when none is named. */
export function encodingOf<Fallback>(
  options: Readonly<Record<string, unknown>>,
  fallback: Fallback,
): BufferEncoding | 'buffer' | Fallback {
  const { encoding } = options;
  if (encoding === undefined || encoding === null || encoding === '') return fallback;
  if (encoding === 'buffer') return 'buffer';
  if (typeof encoding !== 'string' || !Buffer.isEncoding(encoding)) throw new BadArguments();
  return encoding;
}

/** A name or path in the encoding that the options ask for; text when they ask for none. */
export function encodeName(name: string, options: Readonly<Record<string, unknown>>): string | Buffer {
  const encoding = encodingOf(options, null);
  if (encoding === null || encoding === 'utf8' || encoding === 'utf-8') return name;
  const bytes = Buffer.from(name);
  return encoding === 'buffer' ? bytes : bytes.toString(encoding);
}

const { O_APPEND, O_CREAT, O_EXCL, O_RDONLY, O_RDWR, O_SYNC, O_TRUNC, O_WRONLY } = fs.constants;
const SYNC = O_SYNC ?? 0; // not on Windows

const FLAGS: Readonly<Record<string, number>> = {
  r: O_RDONLY,
  'r+': O_RDWR,
  w: O_TRUNC | O_CREAT | O_WRONLY,
  'w+': O_TRUNC | O_CREAT | O_RDWR,
  a: O_APPEND | O_CREAT | O_WRONLY,
  'a+': O_APPEND | O_CREAT | O_RDWR,
};

/**
 * Open flags as a number.
 * @param flags 'r', 'as+', 'wx' and so on, a number, or nothing for reading
 * @see https://nodejs.org/api/fs.html#file-system-flags
 */
export function flagBits(flags: unknown): number {
  if (typeof flags === 'number') {
    if (!Number.isInteger(flags)) throw new BadArguments();
    return flags;
  }
  if (flags === undefined || flags === null) return O_RDONLY;
  if (typeof flags !== 'string') throw new BadArguments();
  const [, letters = '', plus = ''] = /^([a-z]+)(\+?)$/.exec(flags) ?? [];
  const base = letters.replace(/[xs]/, '');
  const bits = FLAGS[base + plus];
  if (bits === undefined || letters.length > 2) throw new BadArguments();
  const exclusive = letters.includes('x');
  const synchronous = letters.includes('s');
  if ((exclusive && base === 'r') || (synchronous && base === 'w')) throw new BadArguments();
  return bits | (exclusive ? O_EXCL : 0) | (synchronous ? SYNC : 0);
}

/** Whether a file opened with these flags could change or come into being. */
export function changesFiles(bits: number): boolean {
  return (bits & (O_WRONLY | O_RDWR | O_CREAT | O_TRUNC | O_APPEND)) !== 0;
}

/** Where a read goes: what the three call forms of fs.read and fs.readSync come to. */
export interface ReadTarget {
  readonly buffer: ArrayBufferView;
  readonly offset: number;
  readonly length: number;
  /** null: from the descriptor's own position, which moves. */
  readonly position: number | null;
}

/**
 * @param offset a number or an object with `offset`, `length` and `position`
 * @see https://nodejs.org/api/fs.html#fsreadsyncfd-buffer-offset-length-position
 */
export function readTarget(buffer: unknown, offset: unknown, length: unknown, position: unknown): ReadTarget {
  if (!ArrayBuffer.isView(buffer)) throw new BadArguments();
  const named = typeof offset === 'object' && offset !== null ? (offset as Readonly<Record<string, unknown>>) : null;
  const from = named === null ? offset : named.offset;
  const start = from ?? 0;
  if (typeof start !== 'number' || !Number.isInteger(start) || start < 0) throw new BadArguments();
  const count = (named === null ? length : named.length) ?? buffer.byteLength - start;
  if (typeof count !== 'number') throw new BadArguments();
  const whole = count | 0;
  const at = (named === null ? position : named.position) ?? null;
  if (whole < 0 || start + whole > buffer.byteLength || (whole > 0 && buffer.byteLength === 0))
    throw new BadArguments();
  return { buffer, offset: start, length: whole, position: readPosition(at) };
}

/** A position argument: null and -1 stand for the descriptor's own. */
export function readPosition(position: unknown): number | null {
  if (position === null || position === undefined) return null;
  const at = typeof position === 'bigint' ? Number(position) : position;
  if (typeof at !== 'number' || !Number.isInteger(at) || at < -1) throw new BadArguments();
  return at === -1 ? null : at;
}
