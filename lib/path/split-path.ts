// Which prefixes of a path could be path entries. Pure; both platforms' spellings.
import path from 'node:path';

export type PathStyle = 'posix' | 'win32';

const SLASH = 0x2f;
const BACKSLASH = 0x5c;
const DOT = 0x2e;

/** Whether the character at `at` separates segments (NaN, past the end, does not). */
export function isSeparator(code: number, style: PathStyle): boolean {
  return code === SLASH || (style === 'win32' && code === BACKSLASH);
}

/**
 * The ends (exclusive) of all prefixes that could be path entries, outermost first: segments that end with a suffix and are longer
 * than it, and the known entries that the path is or lies below.
 * @param text an absolute, tidy path ({@link isTidy})
 * @param suffixes such as '.zip'; compared as they are, on win32 without regard to ASCII case
 * @param known entries of any name, spelt as the path spells them
 */
export function entryEnds(
  text: string,
  suffixes: readonly string[],
  known: Iterable<string>,
  style: PathStyle,
): readonly number[] {
  const haystack = style === 'win32' ? text.toLowerCase() : text;
  const ends = new Set<number>();
  for (const suffix of suffixes) {
    for (let at = haystack.indexOf(suffix); at >= 0; at = haystack.indexOf(suffix, at + 1)) {
      const end = at + suffix.length;
      const isWholeSegment = at === 0 || isSeparator(text.charCodeAt(at - 1), style);
      if (!isWholeSegment && isBoundary(text, end, style)) ends.add(end);
    }
  }
  for (const entry of known) {
    if (text.startsWith(entry) && isBoundary(text, entry.length, style)) ends.add(entry.length);
  }
  return ends.size < 2 ? [...ends] : [...ends].sort((a, b) => a - b);
}

/** Whether a segment ends at `end`. */
export function isBoundary(text: string, end: number, style: PathStyle): boolean {
  return end === text.length || isSeparator(text.charCodeAt(end), style);
}

/**
 * Whether there is nothing to normalise from `from` on, where a separator must be: no empty, '.' or '..' segment, no trailing
 * separator, and on win32 no '/'.
 */
export function isTidy(text: string, from: number, style: PathStyle): boolean {
  const separator = style === 'win32' ? '\\' : '/';
  if (style === 'win32' && text.includes('/', from)) return false;
  for (let at = text.indexOf(separator, from); at >= 0; at = text.indexOf(separator, at + 1)) {
    let next = at + 1;
    if (text.charCodeAt(next) === DOT) next++;
    if (next > at + 1 && text.charCodeAt(next) === DOT) next++;
    if (isBoundary(text, next, style)) return false;
  }
  return true;
}

/** The path without '.', '..', doubled and trailing separators. Roots keep theirs, and UNC and `\\?\` prefixes survive. */
export function tidy(text: string, style: PathStyle): string {
  const flavour = path[style];
  const normal = flavour.normalize(text);
  const { root } = flavour.parse(normal);
  return normal.length > root.length && isSeparator(normal.charCodeAt(normal.length - 1), style)
    ? normal.slice(0, -1)
    : normal;
}

/** Where the tidy check of a whole path starts: behind a drive, UNC or device prefix. */
export function rootLength(text: string, style: PathStyle): number {
  return style === 'win32' && text.startsWith('\\\\') ? 2 : 0;
}
