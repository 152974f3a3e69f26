// What resolution calls a file, what runs in the end, and what is recorded of it.
import { FORMAT_BY_SYNTAX, FORMAT_OPEN } from '../../lib/resolve/resolution-table.ts';
import type { Resolver } from '../../lib/resolve/resolver.ts';
import type { Format } from '../../loaders/loader.ts';

/** undefined: only the source can tell. */
export type KnownFormat = ReturnType<Resolver['formatOf']>;

/** What resolution calls a file -> what runs in the end; everything else only the loader can tell. */
export const FORMATS: ReadonlyMap<unknown, Format> = new Map<unknown, Format>([
  ['commonjs', 'commonjs'],
  ['module', 'module'],
  ['json', 'json'],
  ['wasm', 'wasm'],
  ['addon', 'addon'],
  ['commonjs-typescript', 'commonjs'],
  ['module-typescript', 'module'],
]);

/** What resolution calls a file, by the FORMAT_ constants of recorded files. */
export const RECORDED_FORMATS: readonly KnownFormat[] = [undefined, 'commonjs', undefined, 'json', 'module'];

/** One of the FORMAT_ constants. */
export function recordedFormat(known: KnownFormat): number {
  if (known === undefined) return FORMAT_BY_SYNTAX;
  return typeof known === 'string' ? Math.max(RECORDED_FORMATS.indexOf(known), FORMAT_OPEN) : FORMAT_OPEN;
}
