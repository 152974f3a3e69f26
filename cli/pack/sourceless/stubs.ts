// What stands in place of the sources that were taken out.
import { readFileSync } from 'node:fs';
import { initSync, parse } from 'cjs-module-lexer';
import { stubText } from '../../../loaders/compiled/sourceless-format.ts';
import { type SourceMember, unreadable } from '../collect.ts';

/**
 * One stub for each member, by name: with the first line of a program, and with the names that `import` of it finds.
 * @throws ERR_ZIPIMPORT_PACK_UNREADABLE
 */
export function makeStubs(members: readonly SourceMember[]): ReadonlyMap<string, Buffer> {
  if (members.length > 0) initSync();
  return new Map(members.map(({ name, path }) => [name, Buffer.from(stubOf(path))]));
}

function stubOf(path: string): string {
  let source: string;
  try {
    source = readFileSync(path, 'utf8');
  } catch (cause) {
    throw unreadable(path, cause);
  }
  const hashbang = /^#![^\r\n]*/.exec(source)?.[0] ?? '';
  return stubText({ hashbang, ...namesIn(source), sourceMap: sourceMapOf(source) });
}

// A map in the source itself holds that source.
function sourceMapOf(source: string): string {
  const url = [...source.matchAll(/^\/\/[#@] sourceMappingURL=(\S+)\s*$/gm)].at(-1)?.[1] ?? '';
  return url.startsWith('data:') ? '' : url;
}

function namesIn(source: string): { readonly exports: readonly string[]; readonly reexports: readonly string[] } {
  try {
    const { exports, reexports } = parse(source);
    return { exports: [...new Set(exports)], reexports: [...new Set(reexports)] };
  } catch {
    // As in Node: what its lexer cannot read has no names but `default`.
    return { exports: [], reexports: [] };
  }
}
