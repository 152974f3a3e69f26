// Spans of time as people write them: '30d', '12h', '90m'.

const UNITS: Readonly<Record<string, number>> = {
  s: 1000,
  m: 60_000,
  h: 3_600_000,
  d: 86_400_000,
  w: 604_800_000,
};

/** What {@link parseDuration} accepts; for schemas. */
export const DURATION_PATTERN: RegExp = /^(\d+)([smhdw])$/;

/** Milliseconds of a whole number with one of the units s, m, h, d and w; null for anything else. */
export function parseDuration(text: string): number | null {
  const [, number, unit = ''] = DURATION_PATTERN.exec(text) ?? [];
  const factor = UNITS[unit];
  return number === undefined || factor === undefined ? null : Number(number) * factor;
}
