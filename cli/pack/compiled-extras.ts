// What recorded runs add to an archive for V8: code caches, and the texts of the sources that they belong to.
import { openArchive } from '../../lib/archive/archive.ts';
import { ZipFinder } from '../../lib/finders/zip-finder.ts';
import { scriptText } from '../../loaders/compiled/code-cache-loader.ts';
import { encodeCodeCache, type RecordedCode } from '../../loaders/compiled/code-cache-writer.ts';
import { BLOB_FOLDER } from '../../loaders/compiled/format.ts';
import { TEXTS_NAME, type TextPlace } from '../../loaders/compiled/texts-format.ts';
import { encodeTexts } from '../../loaders/compiled/texts-writer.ts';
import { sourceText } from '../../loaders/source/text.ts';
import type { Recorded } from './compile.ts';
import type { ArchiveExtra } from './options.ts';

const NOTHING: Buffer = Buffer.alloc(0);

/**
 * @param file an archive with the same sources as the one that is being packed
 * @param caches name of a blob -> what is in it
 * @throws what opening and reading the archive throws
 */
export function compiledExtras(file: string, caches: Recorded['caches']): readonly ArchiveExtra[] {
  // One of each source, whatever it was compiled on: its text is the same.
  const sources = new Map([...caches.values()].flat().map((code) => [sourceKey(code), code]));
  const texts = textsOf(file, sources);
  const { content, id, places } = encodeTexts([...texts.values()]);
  const placeOf = new Map([...texts.keys()].map((key, i): [string, TextPlace | null] => [key, places[i] ?? null]));
  const blobs = [...caches].flatMap(([name, codes]): ArchiveExtra[] => {
    const entries = [...codes, ...textsAlone(sources, codes)];
    const placed = entries.map((code) => ({ ...code, text: placeOf.get(sourceKey(code)) ?? null }));
    if (placed.length === 0) return [];
    return [{ name: `${BLOB_FOLDER}/${name}`, content: encodeCodeCache(placed, id), method: 'store' }];
  });
  return texts.size === 0 ? blobs : [...blobs, { name: TEXTS_NAME, content, method: 'store' }];
}

/** ES modules that only other versions of V8 have code caches of: their texts serve all. */
function textsAlone(sources: ReadonlyMap<string, RecordedCode>, codes: readonly RecordedCode[]): RecordedCode[] {
  const known = new Set(codes.map(sourceKey));
  return [...sources].flatMap(([key, code]) => (code.isModule && !known.has(key) ? [{ ...code, data: NOTHING }] : []));
}

function textsOf(file: string, sources: ReadonlyMap<string, RecordedCode>): ReadonlyMap<string, string> {
  const texts = new Map<string, string>();
  const finder = new ZipFinder(file, openArchive(file));
  try {
    for (const [key, code] of sources) {
      const text = textOf(finder, code);
      if (text !== null) texts.set(key, text);
    }
  } finally {
    finder.close();
  }
  return texts;
}

function sourceKey({ name, sourceCrc, sourceSize, isModule }: RecordedCode): string {
  return `${name} ${sourceCrc} ${sourceSize} ${isModule}`;
}

/** null where the archive has another source by that name. */
function textOf(
  finder: ZipFinder,
  { name, sourceCrc, sourceSize, isModule, hasHashbang }: RecordedCode,
): string | null {
  const member = finder.lookup(name);
  if (member?.kind !== 'file' || member.crc32 !== sourceCrc || member.size !== sourceSize) return null;
  return isModule ? sourceText({ finder, member }) : scriptText(finder, member, hasHashbang);
}
