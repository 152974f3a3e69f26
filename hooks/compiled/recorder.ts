// Records a run: which members were read, in which order, and the code caches of the CommonJS modules as they are when the process ends,
// with all functions in them that were called.
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setFlagsFromString } from 'node:v8';
import type { Script } from 'node:vm';
import type { Finder, Member, MemberName } from '../../lib/finders/finder.ts';
import {
  endingOf,
  FORMAT_BY_SYNTAX,
  FORMAT_COMMONJS,
  FORMAT_JSON,
  FORMAT_OPEN,
} from '../../lib/resolve/resolution-table.ts';
import type { RecordedResolutions } from '../../lib/resolve/resolution-table-writer.ts';
import { KEEPS_IMPORT, scriptText, sourceCrc } from '../../loaders/compiled/code-cache-loader.ts';
import { encodeCodeCache, type RecordedCode } from '../../loaders/compiled/code-cache-writer.ts';
import { canImport, mayImport, spellsImport } from '../../loaders/compiled/dynamic-imports.ts';
import { KEEPS_NAME, renameScript, STORED_NAME } from '../../loaders/compiled/script-name.ts';
import type { Loader, LoadRequest, LoadResult } from '../../loaders/loader.ts';
import { javascriptLoader } from '../../loaders/source/javascript.ts';
import { hasModuleSyntax } from '../../loaders/source/module-syntax.ts';
import { sourceText } from '../../loaders/source/text.ts';
import type { RequiredFile } from '../modules/import-hooks.ts';
import type { ModuleCompiler } from '../modules/module-compiler.ts';
import type { AnnouncedModule, ModuleSource } from './compiled-modules.ts';
import { TracedFinder } from './traced-finder.ts';

/** One recording, of one archive in one process, as JSON; its code caches are in the file beside it that ends in `.cache`. */
export interface Recording {
  readonly archive: string;
  /** `process.versions.node`, `process.versions.v8`, `process.arch`. */
  readonly node: string;
  readonly v8: string;
  readonly arch: string;
  /** Members in the order in which they were first read. */
  readonly members: readonly MemberName[];
  /** Modules in the code cache. */
  readonly modules: number;
  readonly resolved: RecordedResolutions;
  /** The same of `import`; null where nothing was imported. */
  readonly imported: RecordedResolutions | null;
}

interface Recorded {
  readonly finder: Finder;
  readonly member: Member;
  readonly hasImport: boolean;
  readonly hasHashbang: boolean;
  readonly script: Script;
}

const FORMATS: ReadonlyMap<unknown, number> = new Map<unknown, number>([
  ['commonjs', FORMAT_COMMONJS],
  ['json', FORMAT_JSON],
  [undefined, FORMAT_BY_SYNTAX],
]);

const NOTHING: Buffer = Buffer.alloc(0);

export class Recorder {
  readonly #read = new Map<string, Set<MemberName>>();
  readonly #scripts = new Map<string, Recorded>();
  readonly #modules: { readonly module: AnnouncedModule; readonly compiler: ModuleCompiler }[] = [];
  readonly #pending = new Map<string, Omit<Recorded, 'script'>>();
  readonly #finders = new Map<string, Finder>();
  readonly #resolutions = new Map<string, [MemberName, string, MemberName, number][]>();
  readonly #imports = new Map<
    string,
    { environment: string; resolutions: [MemberName, string, MemberName, number][] }
  >();
  readonly #endings = new Map<string, Set<string>>();
  readonly #environment: string;

  /** @param environment that resolutions are recorded in: see environmentOf */
  constructor(environment: string) {
    this.#environment = environment;
  }

  /** Takes every CommonJS module, as a script without code cache. */
  readonly loader: Loader = {
    name: 'compiled/recorder',
    accepts: (member, situation) =>
      situation.takesScripts === true && situation.kind === 'require' && javascriptLoader.accepts(member, situation),
    load: (request) => this.#load(request),
  };

  /** Takes note of every ES module. */
  readonly modules: ModuleSource = {
    wants: () => true,
    recorded: () => null,
    codeOf: (module, compiler) => {
      this.#modules.push({ module, compiler });
      return null;
    },
  };

  /** Has V8 keep the code of functions that were not called for a while; until {@link save}. */
  keepCode(): void {
    setFlagsFromString('--no-flush-bytecode');
  }

  /** Told of a script before it runs. */
  observe(filename: string, script: Script): void {
    const pending = this.#pending.get(filename);
    if (pending !== undefined) this.#scripts.set(filename, { ...pending, script });
    this.#pending.delete(filename);
  }

  /** Told of what a `require` led to. */
  resolved(finder: Finder, from: MemberName, specifier: string, to: MemberName, file: RequiredFile | null): void {
    const known = this.#resolutions.get(finder.entry) ?? [];
    this.#resolutions.set(finder.entry, known);
    known.push([from, specifier, to, file === null ? FORMAT_OPEN : (FORMATS.get(file.format) ?? FORMAT_OPEN)]);
  }

  /** Told of what an `import` led to. Of programs that import under several conditions the first ones are recorded. */
  resolvedImport(
    finder: Finder,
    environment: string,
    ...resolution: [from: MemberName, specifier: string, to: MemberName, format: number]
  ): void {
    const known = this.#imports.get(finder.entry) ?? { environment, resolutions: [] };
    this.#imports.set(finder.entry, known);
    if (known.environment === environment) known.resolutions.push(resolution);
  }

  /** How names of files in an archive end. */
  endingsOf(finder: Finder): ReadonlySet<string> {
    let endings = this.#endings.get(finder.entry);
    if (endings === undefined) {
      endings = new Set();
      collectEndings(finder, '', endings);
      this.#endings.set(finder.entry, endings);
    }
    return endings;
  }

  /** The same finder, with what is read from it written down. */
  traced(finder: Finder): Finder {
    const names = this.#read.get(finder.entry) ?? new Set();
    this.#read.set(finder.entry, names);
    this.#finders.set(finder.entry, finder);
    return new TracedFinder(finder, names);
  }

  /** The code caches of the modules of one archive, in the order in which they were compiled: ES modules are before any of them runs. */
  codeCaches(entry: string): RecordedCode[] {
    const recorded: RecordedCode[] = [];
    for (const { module, compiler } of this.#modules) {
      const { url, source, finder, member } = module;
      if (finder.entry !== entry) continue;
      const made = compiler.codeCache(url, source);
      const data = made !== null && KEEPS_NAME ? renameScript(made, url, STORED_NAME) : made;
      if (data === null) continue;
      recorded.push({
        name: member.name,
        sourceCrc: sourceCrc(finder, member),
        sourceSize: member.size,
        hasImport: KEEPS_IMPORT ? mayImport(source) : canImport(source, 'module'),
        hasHashbang: source.startsWith('#!'),
        isModule: true,
        data,
      });
    }
    for (const [filename, { finder, member, hasImport, hasHashbang, script }] of this.#scripts) {
      if (finder.entry !== entry) continue;
      const made = script.createCachedData();
      const data = KEEPS_NAME ? renameScript(made, filename, STORED_NAME) : made;
      if (data === null) continue;
      recorded.push({
        name: member.name,
        sourceCrc: sourceCrc(finder, member),
        sourceSize: member.size,
        // Where nothing hangs on it, a quick look will do.
        hasImport: KEEPS_IMPORT ? hasImport : canImport(sourceText({ finder, member }), 'script'),
        hasHashbang,
        isModule: false,
        data,
      });
    }
    return recorded;
  }

  /** Writes one recording per archive into `folder`. */
  save(folder: string): void {
    // Which V8 looks at before it takes a code cache: back to what it is in the processes to come.
    setFlagsFromString('--flush-bytecode');
    mkdirSync(folder, { recursive: true });
    const { node, v8 } = process.versions;
    let number = 0;
    for (const [archive, members] of this.#read) {
      const caches = this.codeCaches(archive);
      const file = join(folder, `${process.pid}-${number}`);
      number += 1;
      const packages = this.#packages(archive, members);
      const imports = this.#imports.get(archive);
      const recording: Recording = {
        archive,
        node,
        v8,
        arch: process.arch,
        members: [...members],
        modules: caches.length,
        resolved: {
          environment: this.#environment,
          resolutions: this.#resolutions.get(archive) ?? [],
          packages,
          endings: [...(this.#endings.get(archive) ?? [])],
        },
        imported: imports === undefined ? null : { ...imports, packages, endings: [] },
      };
      writeFileSync(`${file}.cache`, encodeCodeCache(caches));
      writeFileSync(`${file}.json`, JSON.stringify(recording));
    }
  }

  #packages(archive: string, members: ReadonlySet<MemberName>): [MemberName, number][] {
    const finder = this.#finders.get(archive);
    return [...members].flatMap((name): [MemberName, number][] => {
      if (name !== 'package.json' && !name.endsWith('/package.json')) return [];
      const crc = finder?.lookup(name)?.crc32;
      return crc === undefined ? [] : [[name, crc]];
    });
  }

  #load(request: LoadRequest): LoadResult {
    const plain = javascriptLoader.load(request);
    const source = plain.source.toString();
    if (plain.format === 'module' || plain.format === 'wasm') return plain;
    if (plain.format === undefined && hasModuleSyntax(source, request.path)) return plain;
    const { finder, member, path } = request;
    const hasImport = spellsImport(source);
    const hasHashbang = source.startsWith('#!');
    this.#pending.set(path, { finder, member, hasImport, hasHashbang });
    const text = scriptText(finder, member, hasHashbang);
    return { format: 'commonjs', source: '', script: { text, cachedData: NOTHING, hasImport, reject() {} } };
  }
}

function collectEndings(finder: Finder, directory: MemberName, endings: Set<string>): void {
  for (const segment of finder.list(directory) ?? []) {
    const name = directory === '' ? segment : `${directory}/${segment}`;
    if (finder.lookup(name)?.kind === 'directory') collectEndings(finder, name, endings);
    const ending = endingOf(segment);
    if (ending !== null) endings.add(ending);
  }
}
