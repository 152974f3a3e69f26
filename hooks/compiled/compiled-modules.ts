// ES modules whose V8 code cache lies in the archive: their source is read, and not compiled. What CommonJS has script-runner.ts for.
import type { Finder, Member } from '../../lib/finders/finder.ts';
import {
  type CodeCacheReport,
  type FindCodeCaches,
  isUsable,
  sourceInScript,
} from '../../loaders/compiled/code-cache-loader.ts';
import { LEAST_MODULE_SOURCE_BYTES } from '../../loaders/compiled/format.ts';
import { KEEPS_NAME, restoreName } from '../../loaders/compiled/script-name.ts';
import type { ModuleCode, ModuleCompiler } from '../modules/module-compiler.ts';
import { hasFlag, nodeOptions } from '../process/node-options.ts';
import type { Undo } from '../undo.ts';
import { isWatchingFlag } from './script-runner.ts';

/** An ES module whose member's own source Node was given. */
export interface AnnouncedModule {
  readonly url: string;
  readonly source: string;
  readonly finder: Finder;
  readonly member: Member;
}

/** What a code cache tells of the source that it is of. */
export interface RecordedSource {
  readonly format: 'module' | 'commonjs';
  /** The source, where it lies ready as a text; null: it is to be read from the member. */
  readonly source: string | null;
}

export interface CompiledModules {
  /** Called when Node is given the source; it compiles it next, or whatever hooks of others make of it. */
  announce(module: AnnouncedModule): void;
  /** What is recorded of a member's source; null where that is nothing. */
  recorded(finder: Finder, member: Member): RecordedSource | null;
  readonly undo: Undo;
}

/** Who decides what becomes of announced modules. */
export interface ModuleSource {
  /** Whether modules of that archive are worth looking at. */
  wants(finder: Finder): boolean;
  readonly recorded: CompiledModules['recorded'];
  /** null: it is compiled from its source. */
  codeOf(module: AnnouncedModule, compiler: ModuleCompiler): ModuleCode | null;
}

/** @returns asked for each module: whether somebody wants to see its compilation, or that Node has its source */
export function compilationWatch(): () => boolean {
  const options = nodeOptions();
  const isWatched =
    process.env['NODE_V8_COVERAGE'] !== undefined ||
    options.some(isWatchingFlag) ||
    // Node then keeps the source with the module, to show where it awaits.
    hasFlag('experimental-print-required-tla', options);
  return () => isWatched || (process as { sourceMapsEnabled?: boolean }).sourceMapsEnabled === true;
}

/** @param open makes the compiler, or says null where this Node.js has no way; called once, when there is something to compile */
export function makeCompiledModules(
  open: () => ModuleCompiler | null,
  modules: ModuleSource,
  isWatched: () => boolean,
): CompiledModules {
  let compiler: ModuleCompiler | null | undefined;
  let installed: Undo | undefined;
  /** By URL: Node 20 has the sources of all that a module imports before it compiles the first. */
  const announced = new Map<string, AnnouncedModule>();

  function take(url: string, source: string): ModuleCode | null {
    const module = announced.get(url);
    announced.delete(url);
    // Hooks of others may have changed the source; V8 would notice a change of its length only.
    if (module?.source !== source || compiler === null || compiler === undefined) return null;
    return modules.codeOf(module, compiler);
  }

  return {
    announce(module) {
      if (compiler === null || isWatched() || !modules.wants(module.finder)) return;
      if (compiler === undefined) compiler = open();
      installed ??= compiler?.install(take);
      announced.set(module.url, module);
    },
    recorded: modules.recorded,
    undo() {
      installed?.();
      installed = undefined;
      announced.clear();
    },
  };
}

/** Takes the code caches that archives hold. */
export function packedModules(find: FindCodeCaches, report: CodeCacheReport): ModuleSource {
  const refused = new WeakSet<Finder>();
  const wanted = new WeakMap<Finder, boolean>();

  return {
    wants(finder) {
      let isWanted = wanted.get(finder);
      if (isWanted === undefined) {
        isWanted = (find(finder)?.moduleSourceBytes ?? 0) >= LEAST_MODULE_SOURCE_BYTES;
        wanted.set(finder, isWanted);
      }
      return isWanted;
    },
    recorded(finder, member) {
      const caches = find(finder);
      const code = caches?.find(member);
      if (caches === null || code === undefined) return null;
      const text = caches.text(code);
      if (code.isModule) return { format: 'module', source: text };
      return { format: 'commonjs', source: text === null ? null : sourceInScript(text, code.hasHashbang) };
    },
    codeOf({ url, finder, member }) {
      if (refused.has(finder)) return null;
      const caches = find(finder);
      const code = caches?.find(member);
      if (caches === null || code?.isModule !== true || !isUsable(code)) return null;
      const stored = caches.data(code);
      const cachedData = stored !== null && KEEPS_NAME ? restoreName(stored, url) : stored;
      report(cachedData === null ? 'damaged code cache' : 'code cache', finder, member);
      if (cachedData === null) return null;
      return {
        cachedData,
        hasImport: code.hasImport,
        reject() {
          refused.add(finder);
          report('code cache refused by V8', finder, member);
        },
      };
    },
  };
}
