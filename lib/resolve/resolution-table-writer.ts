// Puts a table of recorded resolutions together.
import type { MemberName } from '../finders/finder.ts';
import { HEADER_BYTES, MAGIC } from './resolution-table.ts';

/** What was recorded in one environment. */
export interface RecordedResolutions {
  /** See `environmentOf`. */
  readonly environment: string;
  /** Member, specifier, member that it means, one of the FORMAT_ constants for that. */
  readonly resolutions: readonly (readonly [MemberName, string, MemberName, number])[];
  /** The package.json files that were read, with their CRC-32: with others all this may be otherwise. Whoever packs looks at them. */
  readonly packages: readonly (readonly [MemberName, number])[];
  /** See `endingOf`: of all files of the archive. */
  readonly endings: readonly string[];
}

/**
 * The content of the table for what was recorded of one archive with one version of Node.js; null where that cannot be put together:
 * environments differ. What led to different files at different times is left out.
 */
export function encodeResolutions(recordings: readonly RecordedResolutions[]): Buffer | null {
  const environment = recordings[0]?.environment;
  if (environment === undefined || recordings.some((recording) => recording.environment !== environment)) return null;
  const formats = new Map<MemberName, number>();
  const edges = new Map<MemberName, Map<string, MemberName | null>>();
  for (const [from, specifier, to, format] of recordings.flatMap(({ resolutions }) => resolutions)) {
    if ([from, specifier, to].some((text) => text.includes('\n'))) continue;
    const known = edges.get(from) ?? new Map<string, MemberName | null>();
    edges.set(from, known);
    known.set(specifier, known.has(specifier) && known.get(specifier) !== to ? null : to);
    formats.set(to, format);
  }
  const files = numbered([...edges.keys(), ...formats.keys()]);
  const specifiers = numbered([...edges.values()].flatMap((known) => [...known.keys()]));
  const endings = new Set(recordings.flatMap((recording) => recording.endings));

  const starts: number[] = [];
  const asked: number[] = [];
  const targets: number[] = [];
  for (const name of files.keys()) {
    starts.push(asked.length);
    for (const [specifier, to] of edges.get(name) ?? []) {
      if (to === null) continue;
      asked.push(specifiers.get(specifier)!);
      targets.push(files.get(to)!);
    }
  }
  starts.push(asked.length);
  const numbers = Uint32Array.from([...starts, ...asked, ...targets]);
  const lines = [environment, ...files.keys(), ...specifiers.keys(), ...endings];
  // An ending that is more than a line comes out as others: there are more lines then than there should be, and the table is not taken.
  const text = Buffer.from(lines.join('\n'));
  const bytes = Buffer.alloc(HEADER_BYTES + numbers.length * 4);
  MAGIC.copy(bytes);
  [files.size, specifiers.size, asked.length, text.length, endings.size].forEach((value, i) => {
    bytes.writeUInt32LE(value, MAGIC.length + i * 4);
  });
  numbers.forEach((value, i) => {
    bytes.writeUInt32LE(value, HEADER_BYTES + i * 4);
  });
  return Buffer.concat([bytes, Uint8Array.from([...files.keys()].map((name) => formats.get(name) ?? 0)), text]);
}

function numbered(texts: readonly string[]): Map<string, number> {
  return new Map([...new Set(texts)].map((text, i) => [text, i]));
}
