// How members are compressed: the rules of the caller, then the defaults.
import path from 'node:path';
import zlib from 'node:zlib';
import picomatch from 'picomatch';
import { ZipImportError } from '../../lib/errors.ts';
import type { MethodName, MethodRule } from './options.ts';

/** What a member gets. */
export interface Compression {
  readonly method: MethodName;
  readonly level: number;
}

/** Numbers of the methods. @see APPNOTE 4.4.5 */
export const METHOD_NUMBERS: Readonly<Record<MethodName, number>> = { store: 0, deflate: 8, zstd: 93 };

const DEFAULT_LEVELS: Readonly<Record<MethodName, number>> = { store: 0, deflate: 6, zstd: 12 };
const HIGHEST_LEVELS: Readonly<Record<MethodName, number>> = { store: 0, deflate: 9, zstd: 22 };

/** Compressed already: deflating them costs time at both ends and gains nothing. */
const COMPRESSED: ReadonlySet<string> = new Set(
  'png jpg jpeg gif webp avif ico mp3 mp4 m4a ogg opus webm woff woff2 zip gz tgz bz2 xz zst br 7z jar'
    .split(' ')
    .map((extension) => `.${extension}`),
);

/**
 * Member name -> how it is compressed.
 * @param stored names that are not compressed unless a rule says so
 * @throws ERR_ZIPIMPORT_PACK_OPTION_INVALID for a level that the method has not, or zstd where this Node.js has none
 */
export function compressionOf(
  rules: readonly MethodRule[],
  stored: ReadonlySet<string> = new Set(),
): (name: string) => Compression {
  const made = rules.map((rule) => ({ matches: matcher(rule.match), compression: checked(rule) }));
  return (name) => {
    const rule = made.find(({ matches }) => matches(name));
    if (rule !== undefined) return rule.compression;
    const isCompressed = COMPRESSED.has(path.posix.extname(name).toLowerCase());
    const method = isCompressed || stored.has(name) ? 'store' : 'deflate';
    return { method, level: DEFAULT_LEVELS[method] };
  };
}

function matcher(pattern: string): (name: string) => boolean {
  if (/^\.[\w.-]+$/.test(pattern)) return (name) => name.endsWith(pattern);
  return picomatch(pattern === '*' ? '**' : pattern, { dot: true });
}

function checked({ match, method, level = DEFAULT_LEVELS[method] }: MethodRule): Compression {
  const highest = HIGHEST_LEVELS[method];
  if (highest === undefined) throw invalid(`There is no method ${method}; there are store, deflate and zstd.`);
  const lowest = Math.min(1, highest);
  if (!Number.isInteger(level) || level < lowest || level > highest) {
    throw invalid(`${match}: ${method} has the levels ${lowest} to ${highest}, not ${level}.`);
  }
  if (method === 'zstd' && typeof zlib.zstdCompress !== 'function') {
    throw invalid(`${match}: Node.js ${process.version} cannot write zstd. Pack with Node.js 22.15 or newer.`);
  }
  return { method, level };
}

/**
 * What a command line says: comma-separated patterns, with a level behind a colon: `.js,.json:9`.
 * @throws ERR_ZIPIMPORT_PACK_OPTION_INVALID
 */
export function parseRules(method: MethodName, text: string): MethodRule[] {
  const [, patterns = '', digits] = /^(.*?)(?::(\d+))?$/.exec(text) ?? [];
  const matches = patterns.split(',').filter((pattern) => pattern !== '');
  if (matches.length === 0) throw invalid(`--${method} needs extensions or globs, as in --${method} .json,.map`);
  return matches.map((match) => ({ match, method, ...(digits === undefined ? {} : { level: Number(digits) }) }));
}

function invalid(message: string): ZipImportError {
  return new ZipImportError('ERR_ZIPIMPORT_PACK_OPTION_INVALID', message);
}
