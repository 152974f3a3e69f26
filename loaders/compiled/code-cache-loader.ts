// CommonJS members whose V8 code cache lies in the archive: their source is read, and not compiled.
import { crc32 } from '../../lib/crc32.ts';
import type { Finder, Member, MemberName, TextAround } from '../../lib/finders/finder.ts';
import type { Loader, LoadRequest, LoadResult, LoadSituation } from '../loader.ts';
import { sourceText } from '../source/text.ts';
import { type CachedCode, CodeCache, type ReadRange } from './code-cache.ts';
import { BLOB_FOLDER, blobName } from './format.ts';
import { KEEPS_NAME, restoreName } from './script-name.ts';
import { Texts } from './texts.ts';
import { TEXTS_NAME } from './texts-format.ts';

/**
 * The source as a script. A line of its own in front: where the source throws in its first line, Node prints that line, and there
 * should be nothing else in it.
 */
const SCRIPT_AROUND: TextAround = around('');

// V8 11 (Node.js 20) forgets, of a script that it takes from a code cache, by what its `import()` finds the module loader.
export const KEEPS_IMPORT: boolean = Number.parseInt(process.versions.v8, 10) >= 12;

// V8 knows a hashbang at the start of a script only.
const HASHBANG_AROUND: TextAround = around('//');

function around(start: string): TextAround {
  return {
    before: Buffer.from(`(function (exports, require, module, __filename, __dirname) {\n${start}`),
    after: Buffer.from('\n})'),
  };
}

/** The code caches of one archive. */
export interface CodeCaches {
  /** Bytes of the sources of all ES modules with a code cache in it. */
  readonly moduleSourceBytes: number;
  find(member: Member): CachedCode | undefined;
  /** null when it fails its check. */
  data(code: CachedCode): Buffer | null;
  /** What the code cache is of, as {@link CachedCode.text} says; null when it is to be read from the member. */
  text(code: CachedCode): string | null;
}

/** Where the code caches of an archive come from; null where there are none. */
export type FindCodeCaches = (finder: Finder) => CodeCaches | null;

/** Told what became of each code cache. */
export type CodeCacheReport = (what: string, finder: Finder, member: Member) => void;

/** The caches in the archive's own blob for this V8. */
export function packedCodeCaches(finder: Finder): CodeCaches | null {
  const cache = CodeCache.open(storedRange(finder, `${BLOB_FOLDER}/${blobName()}`));
  if (cache === null) return null;
  let texts: Texts | null | undefined;
  // Each is asked for several times on its way to being run.
  let last: { readonly member: Member; readonly code: CachedCode | undefined } | undefined;
  return {
    moduleSourceBytes: cache.moduleSourceBytes,
    find(member) {
      if (last?.member !== member) last = { member, code: cache.find(member.name, member.crc32, member.size) };
      return last.code;
    },
    data: (code) => cache.data(code),
    text(code) {
      if (code.text === null || cache.textsId === 0) return null;
      if (texts === undefined) texts = Texts.open(storedRange(finder, TEXTS_NAME), cache.textsId);
      return texts?.at(code.text) ?? null;
    },
  };
}

const NOTHING: Buffer = Buffer.alloc(0);

/** Of a member that is not there or not stored there are no bytes. */
function storedRange(finder: Finder, name: MemberName): ReadRange {
  const member = finder.lookup(name);
  const file = member?.kind === 'file' ? member : null;
  return (offset, length, into) => (file === null ? null : finder.readRange?.(file, offset, length, into)) ?? NOTHING;
}

/**
 * Accepts CommonJS members with a code cache of exactly their source, for who takes scripts.
 * @param report told what became of each; of one that V8 or a check refuses, the source is compiled
 */
export function codeCacheLoader(findCaches: FindCodeCaches, report: CodeCacheReport): Loader {
  // V8 refuses for its version, its flags or the processor: what it refuses once, it refuses for all.
  const known = new WeakMap<Finder, CodeCaches | null>();

  function cachesOf(finder: Finder): CodeCaches | null {
    let caches = known.get(finder);
    if (caches === undefined) {
      caches = findCaches(finder);
      known.set(finder, caches);
    }
    return caches;
  }

  return {
    name: 'compiled/codecache',
    accepts: (member: Member, { finder, kind, takesScripts }: LoadSituation) =>
      takesScripts === true && kind === 'require' && isUsableScript(cachesOf(finder)?.find(member)),
    load: (request: LoadRequest): LoadResult => {
      const { finder, member } = request;
      const caches = cachesOf(finder);
      const code = caches?.find(member);
      const stored = code === undefined ? null : (caches?.data(code) ?? null);
      const cachedData = stored !== null && KEEPS_NAME ? restoreName(stored, request.path) : stored;
      if (code === undefined || cachedData === null) {
        report('damaged code cache', finder, member);
        return { format: request.format, source: sourceText(request) };
      }
      report('code cache', finder, member);
      return {
        format: 'commonjs',
        source: '',
        script: {
          text: caches?.text(code) ?? scriptText(finder, member, code.hasHashbang),
          cachedData,
          hasImport: code.hasImport,
          reject() {
            known.set(finder, null);
            report('code cache refused by V8', finder, member);
          },
        },
      };
    },
  };
}

/** Whether this V8 has use for the code cache. */
export function isUsable(code: CachedCode): boolean {
  return code.length > 0 && (KEEPS_IMPORT || !code.hasImport);
}

function isUsableScript(code: CachedCode | undefined): boolean {
  return code !== undefined && !code.isModule && isUsable(code);
}

/** The member's source as {@link CompiledScript.text}. */
export function scriptText(finder: Finder, member: Member, hasHashbang: boolean): string {
  const text = hasHashbang ? HASHBANG_AROUND : SCRIPT_AROUND;
  return finder.readText?.(member, text) ?? Buffer.concat([text.before, finder.read(member), text.after]).toString();
}

/** The source in what {@link scriptText} makes of it. */
export function sourceInScript(text: string, hasHashbang: boolean): string {
  const { before, after } = hasHashbang ? HASHBANG_AROUND : SCRIPT_AROUND;
  return text.substring(before.length, text.length - after.length);
}

/** What tells one source from another: what a zip archive records anyway, or computed. */
export function sourceCrc(finder: Finder, member: Member): number {
  return member.crc32 ?? crc32(finder.read(member));
}
