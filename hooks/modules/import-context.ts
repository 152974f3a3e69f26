// What the import hooks ask of an archive, answered: where does this `import` lead, and what runs there? Whether one takes part at all,
// import-gate.ts has found out before.
import path from 'node:path';
import type { Finder, Found, Member } from '../../lib/finders/finder.ts';
import type { FileTree } from '../../lib/path/file-tree.ts';
import { FORMAT_OPEN } from '../../lib/resolve/resolution-table.ts';
import type { Resolver } from '../../lib/resolve/resolver.ts';
import { isPlainText, parentOf } from '../../lib/resolve/specifier.ts';
import type { Format, LoadResult } from '../../loaders/loader.ts';
import type { LoaderTable } from '../../loaders/loader-table.ts';
import { javascriptLoader } from '../../loaders/source/javascript.ts';
import { sourceText } from '../../loaders/source/text.ts';
import { isTypeScript } from '../../loaders/source/typescript.ts';
import type { AnnouncedModule, RecordedSource } from '../compiled/compiled-modules.ts';
import type { ImportedFile, RecordedImports } from '../compiled/recorded-imports.ts';
import type { Lazy } from '../lazy.ts';
import type { Engine } from '../load-engine.ts';
import type { ArchiveDirectories } from './archive-directories.ts';
import { checkImportAttributes } from './import-attributes.ts';
import { FORMATS, type KnownFormat, RECORDED_FORMATS, recordedFormat } from './import-formats.ts';
import type { ImportAnswers, ImportResolution, RequiredFile } from './import-hooks.ts';
import { makeImportMemory } from './import-memory.ts';
import type { OwnPath } from './module-urls.ts';
import { makeTypelessWarning } from './typeless-warning.ts';

export interface ImportParts {
  readonly engine: Lazy<Engine>;
  readonly resolver: Lazy<Resolver>;
  readonly tree: Lazy<FileTree>;
  readonly loaders: LoaderTable;
  /** Told of each ES module that Node is given as it lies in the archive. */
  announce(module: AnnouncedModule): void;
  /** What is recorded of a JavaScript member's source; null where that is nothing. */
  recorded(finder: Finder, member: Member): RecordedSource | null;
  /** What is recorded of where imports lead. */
  readonly imports: Lazy<RecordedImports>;
  readonly ownPath: OwnPath;
  readonly directoryAt: ArchiveDirectories['directoryAt'];
  readonly preserveSymlinks: boolean;
}

/** A member that an import led to, and the format that resolution takes it for. */
interface Resolved {
  readonly found: Found;
  readonly known: KnownFormat;
}

const IS_WINDOWS = process.platform === 'win32';

/** A recorded file as it is handed to Node, and as it is known when Node loads it. */
interface RecordedAnswer {
  readonly resolution: ImportResolution;
  readonly resolved: Resolved;
}

/** What is run, and what resolution took it for. */
interface Imported {
  readonly loaded: LoadResult;
  readonly known: KnownFormat;
}

/** `import` guesses none. */
const NO_EXTENSIONS: readonly string[] = [];

export function makeImportAnswers(parts: ImportParts): ImportAnswers {
  const { engine, resolver, tree, loaders, ownPath } = parts;
  const warnOfTypelessPackage = makeTypelessWarning();
  const memory = makeImportMemory();
  /** One set per array of conditions that Node hands out; it hands out the same few. */
  const conditionSets = new WeakMap<readonly string[], ReadonlySet<string>>();

  function conditionSet(conditions: readonly string[]): ReadonlySet<string> {
    let set = conditionSets.get(conditions);
    if (set === undefined) {
      set = new Set(conditions);
      conditionSets.set(conditions, set);
    }
    return set;
  }

  function formatOf(file: string): Format | undefined {
    const format = resolver().formatOf(file);
    return FORMATS.get(format);
  }

  /** What was resolved and not loaded since, by URL: Node 20 and 22 resolve all imports of a module before they load the first. */
  const resolved = new Map<string, Resolved>();

  function takeResolved(url: string): Resolved | undefined {
    const taken = resolved.get(url);
    resolved.delete(url);
    return taken;
  }

  /** A neighbour by its whole name, as most imports name theirs; null for whatever takes more than to look it up. */
  function resolveNearby(specifier: string, parentURL: string): ReturnType<Resolver['resolveImport']> {
    if (parts.preserveSymlinks || !isPlainText(specifier)) return null;
    const parent = ownPath(parentURL);
    const directory = parent === null ? null : parts.directoryAt(parentOf(parent, path));
    const file = directory?.resolve(specifier, NO_EXTENSIONS) ?? null;
    if (file === null || !tree().isReal(file.found.finder.entry)) return null;
    return { url: engine().urlOfPath(file.path, IS_WINDOWS), path: file.path, found: file.found };
  }

  function answerOf(file: ImportedFile): RecordedAnswer {
    const url = engine().urlOfPath(file.path, IS_WINDOWS);
    const known = file.format === FORMAT_OPEN ? resolver().formatOf(file.path) : RECORDED_FORMATS[file.format];
    return { resolution: { url, format: FORMATS.get(known) }, resolved: { found: file.found, known } };
  }

  function takeRecorded(file: ImportedFile): ImportResolution {
    file.answer ??= answerOf(file);
    const answer = file.answer as RecordedAnswer;
    resolved.set(answer.resolution.url, answer.resolved);
    return answer.resolution;
  }

  function resolve(specifier: string, parentURL: string, conditions: readonly string[]): ImportResolution | null {
    const parentPath = ownPath(parentURL);
    const fromArchive = parentPath !== null;
    const isPlain = fromArchive && !parentURL.includes('?') && !parentURL.includes('#');
    const recorded = isPlain ? parts.imports().find(specifier, parentPath, conditions) : null;
    if (recorded !== null) return takeRecorded(recorded);
    const { observe, deprecations } = parts.imports();
    // Each importer is recorded by itself.
    const remembered = observe === undefined ? memory.find(specifier, parentURL) : undefined;
    if (remembered !== undefined) return remembered;
    const deprecated = deprecations();
    let found: ReturnType<Resolver['resolveImport']> = resolveNearby(specifier, parentURL);
    try {
      found ??= resolver().resolveImport(specifier, {
        parentURL,
        conditions: conditionSet(conditions),
        preserveSymlinks: parts.preserveSymlinks,
      });
    } catch (error) {
      // A bare name asked for on disk that no archive has: Node says so, and knows more about the disk.
      if (!fromArchive && isBare(specifier) && (error as { code?: unknown }).code === 'ERR_MODULE_NOT_FOUND')
        return null;
      throw error;
    }
    if (found === null) return null;
    if ('builtin' in found) return { url: found.builtin, format: 'builtin' };
    // Outside of archives the URL is all that Node lacks; how to load it, it knows itself.
    if (found.found === undefined && ownPath(found.url) === null)
      return fromArchive ? { url: found.url, format: undefined } : null;
    const known = resolver().formatOf(found.path);
    const resolution = { url: found.url, format: FORMATS.get(known) };
    // Other finders than those with numbered members may have another one the next time.
    if (found.found?.member.id !== undefined) resolved.set(found.url, { found: found.found, known });
    if (fromArchive) memory.keep(specifier, parentURL, resolution);
    if (observe !== undefined && isPlain && isSayable(found) && deprecations() === deprecated) {
      observe(specifier, parentPath, conditions, found.path, recordedFormat(known));
    }
    return resolution;
  }

  function fileAt(file: string): Found | null {
    const found = tree().find(file);
    return found?.member.kind === 'file' ? found : null;
  }

  function loadImported(file: string, url: string): Imported | null {
    const taken = takeResolved(url);
    const found = taken?.found ?? fileAt(file);
    if (found === null) return null;
    const known = taken === undefined ? resolver().formatOf(file) : taken.known;
    const { finder, member } = found;
    const { loader } = loaders.pick(member, { finder, kind: 'import', takesScripts: false });
    if (loader === null && known !== undefined) {
      const extension = typeof known === 'object' ? known.unknownExtension : path.extname(file);
      throw engine().unknownFileExtension(extension, file);
    }
    if (loader !== null && loader !== javascriptLoader) {
      const request = { path: file, url, finder, member, kind: 'import', format: FORMATS.get(known) } as const;
      return { loaded: loader.load(request), known };
    }
    const recorded = parts.recorded(finder, member);
    // Where only the source can tell, a code cache of that source has told already.
    const format = known === undefined ? recorded?.format : FORMATS.get(known);
    const source = recorded?.format === format ? recorded?.source : null;
    const loaded: LoadResult =
      typeof source === 'string'
        ? { format, source }
        : javascriptLoader.load({ path: file, url, finder, member, kind: 'import', format });
    if (loaded.format === 'module') parts.announce({ url, source: loaded.source as string, finder, member });
    return { loaded, known };
  }

  function requiredFile(file: string, found = fileAt(file)): RequiredFile | null {
    return found === null ? null : { found, format: FORMATS.get(resolver().formatOfRequired(file)) };
  }

  function ownFile(file: string, found?: Found): RequiredFile | null {
    const required = requiredFile(file, found);
    if (required === null) return null;
    // Of everything else the two sides of Node think differently.
    const format = file.endsWith('.js') ? required.format : formatOf(file);
    return format === 'module' ? null : required;
  }

  function loadFound(file: string, url: string, known: RequiredFile, takesScripts: boolean): LoadResult {
    const { finder, member } = known.found;
    const request = { path: file, url, finder, member, kind: 'require', format: known.format, takesScripts } as const;
    return (loaders.pick(member, request).loader ?? javascriptLoader).load(request);
  }

  /** CommonJS that was imported: Node lexes the source that it is given here and then has the module run, which asks for it again. */
  const announced = new Map<string, LoadResult>();

  function announcedFile(file: string): RequiredFile | null {
    const found = fileAt(file);
    return found === null ? null : { found, format: 'commonjs' };
  }

  function loadRequired(file: string, takesScripts: boolean, known: RequiredFile | null): LoadResult | null {
    const told = announced.size === 0 ? undefined : announced.get(file);
    if (told !== undefined) announced.delete(file);
    if (told !== undefined && !takesScripts) return told;
    const required = known ?? (told === undefined ? requiredFile(file) : announcedFile(file));
    if (told !== undefined && (required === null || !hasScript(required.found))) return told;
    return required === null ? null : loadFound(file, file, required, takesScripts);
  }

  /** Whether somebody else takes the member for who takes scripts: what was announced was for the lexer only then. */
  function hasScript({ finder, member }: Found): boolean {
    const [script, plain] = [true, false].map(
      (takesScripts) => loaders.pick(member, { finder, kind: 'require', takesScripts }).loader,
    );
    return script !== plain;
  }

  return {
    resolve,
    ownFile,
    loadRequired,
    forget() {
      memory.forget();
      parts.imports.peek()?.forget();
      resolved.clear();
    },
    entryPoint: (file) => ({ url: engine().urlOfPath(file, IS_WINDOWS), format: formatOf(file) }),
    load(file, url, kind, format, attributes) {
      const found = kind === 'import' && format === 'commonjs' && isTypeScript(file) ? tree().find(file) : null;
      // Nobody but the hooks of others says so of a file of which only the source can tell: they transform it, from TypeScript that Node
      // may not be able to strip. On the disk, too, they get it as it is.
      if (found !== null && resolver().formatOf(file) === undefined) {
        return { format: 'commonjs', source: sourceText(found) };
      }
      if (kind === 'require') {
        const required = requiredFile(file);
        return required === null ? null : loadFound(file, url, required, false);
      }
      const imported = loadImported(file, url);
      if (imported === null || imported.loaded.format === undefined) return imported?.loaded ?? null;
      const { loaded, known } = imported;
      checkImportAttributes(url, loaded.format, attributes);
      if (loaded.format === 'commonjs') announced.set(file, loaded);
      // Of any other format the extension or the package has told.
      if (
        known === undefined &&
        ((loaded.format === 'module' && (file.endsWith('.js') || file.endsWith('.ts'))) ||
          (loaded.format === 'module-typescript' && file.endsWith('.ts')))
      ) {
        const scope = resolver().packageScope(file);
        if (scope?.type === 'none') warnOfTypelessPackage(scope.path, url);
      }
      return loaded;
    },
  };
}

/** Whether a URL says no more than the path: no query, no fragment. */
function isSayable({ url }: { readonly url: string }): boolean {
  return !url.includes('?') && !url.includes('#');
}

function isBare(specifier: string): boolean {
  const first = specifier.charCodeAt(0);
  return first !== 46 && first !== 47 && !specifier.includes(':');
}
