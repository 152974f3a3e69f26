// Modules without source: those that `zipimport pack --sourceless` compiled, and `.jsc` members as bytenode makes them.
import { pathToFileURL } from 'node:url';
import { setFlagsFromString } from 'node:v8';
import { brotliDecompressSync } from 'node:zlib';
import { ZipImportError } from '../../lib/errors.ts';
import type { Finder, Member } from '../../lib/finders/finder.ts';
import type { CompiledScript, Loader, LoadRequest, LoadResult } from '../loader.ts';
import { hasModuleSyntax } from '../source/module-syntax.ts';
import { sourceText } from '../source/text.ts';
import { CodeCache } from './code-cache.ts';
import type { CodeCacheReport } from './code-cache-loader.ts';
import { isLatin1, KEEPS_NAME, renameScript, STORED_NAME } from './script-name.ts';
import { type CompiledFor, decodeCode, type SourcelessList, sourcelessName, stubText } from './sourceless-format.ts';
import { COMPILED_EXTENSION, SOURCELESS_LIST } from './sourceless-members.ts';
import { adoptFlags, isCompiled, isForThisV8, sourceLength, versionOf } from './v8-header.ts';

/** Extensions of a source beside a `.jsc` member, in the order in which they are looked for. */
const SOURCES = ['.js', '.cjs'];

/** The code of one archive that pack made. */
interface ArchiveCode {
  readonly compiledFor: readonly CompiledFor[];
  /** For this V8, or else for another one, by which modules are known. */
  readonly cache: CodeCache;
  readonly isForThisV8: boolean;
}

export interface SourcelessLoader extends Loader {
  /** The module at `path` as a script; null when it is none without source. @throws ERR_ZIPIMPORT_SOURCELESS_UNLOADABLE */
  scriptOf(finder: Finder, member: Member, path: string): CompiledScript | null;
}

/** @param report told what was run without source, and of what was not */
export function sourcelessLoader(report: CodeCacheReport): SourcelessLoader {
  const known = new WeakMap<Finder, ArchiveCode | null>();

  function codeOf(finder: Finder): ArchiveCode | null {
    let code = known.get(finder);
    if (code === undefined) {
      code = readCode(finder);
      known.set(finder, code);
    }
    return code;
  }

  function packedScript(finder: Finder, member: Member, path: string): CompiledScript | null {
    const code = codeOf(finder);
    const entry = code?.cache.find(member.name, member.crc32, member.size);
    if (code === null || entry === undefined) return null;
    if (!code.isForThisV8) throw madeForOthers(finder, member, code.compiledFor);
    const bytes = code.cache.data(entry);
    if (bytes === null) throw unloadable(finder, member, 'its code is damaged');
    const { text, data } = decodeCode(bytes);
    if (!isCompiled(data) || !isForThisV8(data)) throw madeForOthers(finder, member, code.compiledFor);
    const named = KEEPS_NAME ? renameScript(data, STORED_NAME, isLatin1(path) ? path : pathToFileURL(path).href) : data;
    if (named === null) throw unloadable(finder, member, 'its code is damaged');
    return script(finder, member, text, named, entry.hasImport);
  }

  function script(
    finder: Finder,
    member: Member,
    text: string,
    cachedData: Buffer,
    hasImport: boolean,
  ): CompiledScript {
    keepCode();
    adoptFlags(cachedData);
    report('code without source', finder, member);
    return {
      text,
      cachedData,
      hasImport,
      reject() {
        throw unloadable(finder, member, `V8 ${process.versions.v8} refuses its code`);
      },
    };
  }

  /** As bytenode does it: a text of the right length, the header as V8 wants it. */
  function compiledScript(finder: Finder, member: Member): CompiledScript {
    const content = finder.read(member);
    const data = Buffer.from(isCompiled(content) ? content : inflated(finder, member, content));
    if (!isForThisV8(data)) {
      const made = versionOf(data);
      const message = `it was compiled by V8 ${made}, and this is V8 ${process.versions.v8} (Node.js ${process.versions.node})`;
      throw unloadable(finder, member, message, made, process.versions.v8);
    }
    const blank = ' '.repeat(Math.max(0, sourceLength(data) - 1));
    // Scripts run as if behind a line of their own, as modules with a source do; with its name V8 11 keeps the place that it was made with.
    const text = KEEPS_NAME ? ` ${blank}` : `\n${blank}`;
    return script(finder, member, text, data, true);
  }

  function scriptOf(finder: Finder, member: Member, path: string): CompiledScript | null {
    return member.name.endsWith(COMPILED_EXTENSION)
      ? compiledScript(finder, member)
      : packedScript(finder, member, path);
  }

  function load({ finder, member, path, takesScripts }: LoadRequest): LoadResult {
    let made: CompiledScript | null;
    try {
      made = scriptOf(finder, member, path);
    } catch (error) {
      const source = sourceBeside(finder, member, path);
      if (source === null) throw error;
      report(`source in place of code (${(error as Error).message})`, finder, member);
      return { format: 'commonjs', source };
    }
    if (takesScripts === true && made !== null) return { format: 'commonjs', source: '', script: made };
    return { format: 'commonjs', source: stubText() };
  }

  return {
    name: 'compiled/sourceless',
    accepts: (member, { finder, kind, takesScripts }) => {
      if (kind !== 'require') return false;
      if (member.name.endsWith(COMPILED_EXTENSION)) return true;
      return takesScripts === true && codeOf(finder)?.cache.find(member.name, member.crc32, member.size) !== undefined;
    },
    load,
    scriptOf,
  };
}

let isKept = false;

/**
 * V8 forgets the code of functions that were not called for a time and compiles them anew from the source, which is not there. It looks
 * at the flag each time it collects garbage; there is no way to except single scripts. From then on V8 refuses code caches that were
 * made under the flag's other value.
 */
function keepCode(): void {
  if (isKept) return;
  isKept = true;
  setFlagsFromString('--no-flush-bytecode');
}

function readCode(finder: Finder): ArchiveCode | null {
  const list = finder.lookup(SOURCELESS_LIST);
  if (list === undefined) return null;
  const compiledFor = listOf(finder.read(list));
  const own = openCode(finder, sourcelessName());
  if (own !== null) return { compiledFor, cache: own, isForThisV8: true };
  for (const { v8, arch } of compiledFor) {
    const other = openCode(finder, sourcelessName(v8, arch));
    if (other !== null) return { compiledFor, cache: other, isForThisV8: false };
  }
  return null;
}

function listOf(content: Buffer): readonly CompiledFor[] {
  try {
    return (JSON.parse(content.toString()) as SourcelessList).compiledFor;
  } catch {
    // Not what pack wrote: modules are known by the code for this V8 only.
    return [];
  }
}

function openCode(finder: Finder, name: string): CodeCache | null {
  const member = finder.lookup(name);
  if (member?.kind !== 'file') return null;
  // Stored by pack, so that parts can be read; somebody may have packed anew.
  const whole = finder.readRange?.(member, 0, 0) === null ? finder.read(member) : null;
  return CodeCache.open((offset, length) =>
    whole === null
      ? (finder.readRange?.(member, offset, length) ?? Buffer.alloc(0))
      : whole.subarray(offset, offset + length),
  );
}

function inflated(finder: Finder, member: Member, content: Buffer): Buffer {
  let data: Buffer | undefined;
  try {
    data = brotliDecompressSync(content);
  } catch {
    // Not that either.
  }
  if (data !== undefined && isCompiled(data)) return data;
  throw unloadable(finder, member, 'it is not code of V8');
}

function sourceBeside(finder: Finder, { name }: Member, path: string): string | null {
  if (!name.endsWith(COMPILED_EXTENSION)) return null;
  for (const extension of SOURCES) {
    const member = finder.lookup(name.slice(0, -COMPILED_EXTENSION.length) + extension);
    if (member?.kind !== 'file') continue;
    const source = sourceText({ finder, member });
    if (!hasModuleSyntax(source, path)) return source;
  }
  return null;
}

function madeForOthers(finder: Finder, member: Member, compiledFor: readonly CompiledFor[]): ZipImportError {
  const shown = ({ node, v8, arch }: CompiledFor): string => `Node.js ${node} (V8 ${v8}, ${arch})`;
  const made = compiledFor.map(shown).join(', ');
  const { arch, versions } = process;
  const here = shown({ arch, node: versions.node, v8: versions.v8 });
  return unloadable(finder, member, `it was compiled for ${made}, and this is ${here}`, made, here);
}

function unloadable(
  { entry }: Finder,
  { name }: Member,
  reason: string,
  expected?: string,
  actual?: string,
): ZipImportError {
  const message = `${name} in ${entry} cannot run: it has no source, and ${reason}. Run it on a version that it was compiled for, or pack it for this one.`;
  return new ZipImportError('ERR_ZIPIMPORT_SOURCELESS_UNLOADABLE', message, {
    archive: entry,
    member: name,
    expected,
    actual,
  });
}
