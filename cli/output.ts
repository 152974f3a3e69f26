// How commands print: lines, aligned tables, JSON, errors. Results go to standard output, everything else to standard error.
import Table from 'cli-table3';
import { type Paint, paintFor, plain } from './paint.ts';

/** Where a command prints to. */
export interface Output {
  out(text: string): void;
  err(text: string): void;
  /** Colours for {@link out}; absent: none. */
  readonly paint?: Paint;
  /** Colours for {@link err}; absent: none. */
  readonly paintError?: Paint;
}

/** The two streams of this process. */
export function processOutput(): Output {
  // Whoever reads may have enough before the end: `zipimport cache ls | head -1`.
  process.stdout.on('error', ignoreBrokenPipe);
  return {
    out: (text) => process.stdout.write(text),
    err: (text) => process.stderr.write(text),
    paint: paintFor(process.stdout),
    paintError: paintFor(process.stderr),
  };
}

function ignoreBrokenPipe(error: NodeJS.ErrnoException): void {
  if (error.code !== 'EPIPE') throw error;
}

export interface TableOptions {
  /** Which columns hold numbers, right-aligned: by their place in `head`. */
  readonly right?: readonly number[];
  /** Colours of the heading. */
  readonly paint?: Paint;
}

const NO_LINES = Object.fromEntries(
  [
    'top',
    'top-mid',
    'top-left',
    'top-right',
    'bottom',
    'bottom-mid',
    'bottom-left',
    'bottom-right',
    'left',
    'left-mid',
    'mid',
    'mid-mid',
    'right',
    'right-mid',
  ].map((name) => [name, '']),
);

/** Aligned columns without lines, a heading first; ends with a line break. Cells may be coloured. */
export function table(
  head: readonly string[],
  rows: readonly (readonly (string | number)[])[],
  { right = [], paint = plain }: TableOptions = {},
): string {
  const made = new Table({
    head: head.map((text) => paint('heading', text)),
    chars: { ...NO_LINES, middle: '  ' },
    colAligns: head.map((_, at) => (right.includes(at) ? 'right' : 'left')),
    style: { head: [], border: [], 'padding-left': 0, 'padding-right': 0 },
  });
  for (const row of rows) made.push(row.map(String));
  return `${made
    .toString()
    .split('\n')
    .map((line) => line.trimEnd())
    .join('\n')}\n`;
}

/** Indented JSON with a line break at its end. */
export function json(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}

/** '1 member', '2 members'. */
export function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}

/** Bytes for people: '512 B', '1.4 kB', '35.7 MB'; powers of 1000, three digits. */
export function size(bytes: number): string {
  const units = ['B', 'kB', 'MB', 'GB', 'TB'];
  let unit = 0;
  let value = bytes;
  // 999.5 would be rounded to four digits.
  while (value >= (unit === 0 ? 1000 : 999.5) && unit < units.length - 1) {
    value /= 1000;
    unit += 1;
  }
  const digits = unit === 0 || value >= 99.95 ? 0 : 1;
  return `${value.toFixed(digits)} ${units[unit]}`;
}

/** Prints what a command threw: with --json as an object on standard output, else as a line on standard error. */
export function printError(error: unknown, output: Output, asJson: boolean): void {
  const { code } = error as { readonly code?: unknown };
  const message = error instanceof Error ? error.message : String(error);
  // An error without a code is a fault of ours: where it comes from is what helps.
  const text = code === undefined && error instanceof Error ? (error.stack ?? message) : message;
  if (asJson) output.out(json({ error: { ...(code === undefined ? {} : { code }), message } }));
  else
    output.err(
      `${(output.paintError ?? plain)('bad', 'error:')} ${text}${code === undefined ? '' : ` [${String(code)}]`}\n`,
    );
}
