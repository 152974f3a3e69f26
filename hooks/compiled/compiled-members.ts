// How this process treats compiled members: uses the code caches that archives hold, records a run to make them, or keeps them for the
// user, as environment and policy say.
import nodeModule from 'node:module';
import { isMainThread } from 'node:worker_threads';
import type { Finder } from '../../lib/finders/finder.ts';
import type { Policy } from '../../lib/policy/policy.ts';
import {
  type CodeCacheReport,
  codeCacheLoader,
  type FindCodeCaches,
  packedCodeCaches,
} from '../../loaders/compiled/code-cache-loader.ts';
import { RECORD_RUNTIME_VARIABLE, RECORD_VARIABLE } from '../../loaders/compiled/format.ts';
import type { Loader } from '../../loaders/loader.ts';
import type { DebugLog } from '../debug.ts';
import { lazyFor } from '../lazy.ts';
import { makeModuleCompiler } from '../modules/module-compiler.ts';
import type { InternalRequire } from '../modules/node-internals.ts';
import {
  type CompiledModules,
  compilationWatch,
  type ModuleSource,
  makeCompiledModules,
  packedModules,
} from './compiled-modules.ts';
import type * as Parts from './parts.ts';
import { observedImports, type RecordedImports, recordedImports } from './recorded-imports.ts';
import {
  observedResolutions,
  type RecordedResolutions,
  type ResolutionSurroundings,
  recordedResolutions,
} from './recorded-resolutions.ts';
import { makeScriptRunner, type ScriptRunner } from './script-runner.ts';

export interface CompiledMembers {
  readonly loader: Loader;
  readonly runner: ScriptRunner;
  readonly modules: CompiledModules;
  readonly resolutions: RecordedResolutions;
  readonly imports: RecordedImports;
  /** The finder to use in place of the given one. */
  traced(finder: Finder): Finder;
}

/**
 * @param loadParts loads the bundle of parts.ts
 * @param internalRequire opens the door to Node's internal modules
 */
export function compiledMembers(
  { compiled, extract }: Policy,
  debug: DebugLog | null,
  loadParts: () => typeof Parts,
  internalRequire: () => InternalRequire | null,
  surroundings: ResolutionSurroundings,
): CompiledMembers {
  const modulesOf = (source: ModuleSource): CompiledModules =>
    makeCompiledModules(
      () => {
        const require = internalRequire();
        return require === null ? null : makeModuleCompiler(require);
      },
      source,
      compilationWatch(),
    );
  const folder = process.env[RECORD_VARIABLE] ?? '';
  if (folder !== '' && isMainThread) return recording(folder, loadParts(), modulesOf, surroundings);
  const runtimeFolder = process.env[RECORD_RUNTIME_VARIABLE] ?? '';
  if (runtimeFolder !== '' && isMainThread) {
    const { exitWhenTold, recordRuntime } = loadParts();
    recordRuntime(runtimeFolder);
    exitWhenTold();
  }
  const report: CodeCacheReport = (what, finder, member) => debug?.('%s of %s in %s', what, member.name, finder.entry);
  // Opening a blob is reading its table.
  const find: FindCodeCaches = compiled.read ? lazyFor(packedCodeCaches) : () => null;
  const modules = modulesOf(packedModules(find, report));
  const members =
    compiled.write && isMainThread ? keeping(find, compiled.read, extract.directory, report, loadParts()) : null;
  const resolutions = recordedResolutions(surroundings);
  const imports = recordedImports(surroundings);
  return { ...(members ?? reading(find, report)), modules, resolutions, imports };
}

type ScriptMembers = Omit<CompiledMembers, 'modules' | 'resolutions' | 'imports'>;

function reading(find: FindCodeCaches, report: CodeCacheReport): ScriptMembers {
  return { loader: codeCacheLoader(find, report), runner: makeScriptRunner(), traced: (finder) => finder };
}

function recording(
  folder: string,
  { Recorder, exitWhenTold }: typeof Parts,
  modulesOf: (source: ModuleSource) => CompiledModules,
  surroundings: ResolutionSurroundings,
): CompiledMembers {
  const resolutions = recordedResolutions(surroundings);
  const recorder = new Recorder(resolutions.environment);
  recorder.keepCode();
  process.once('exit', () => recorder.save(folder));
  exitWhenTold();
  return {
    loader: recorder.loader,
    resolutions: {
      tableOf: () => null,
      isInForce: resolutions.isInForce,
      isFor: resolutions.isFor,
      observer: observedResolutions(
        resolutions,
        surroundings,
        (finder) => recorder.endingsOf(finder),
        (...resolution) => recorder.resolved(...resolution),
      ),
    },
    imports: observedImports(surroundings, (...resolution) => recorder.resolvedImport(...resolution)),
    runner: makeScriptRunner((filename, script) => recorder.observe(filename, script)),
    modules: modulesOf(recorder.modules),
    traced: (finder) => recorder.traced(finder),
  };
}

function keeping(
  findPacked: FindCodeCaches,
  reads: boolean,
  directory: string | null,
  report: CodeCacheReport,
  { Recorder, UserCodeCaches }: typeof Parts,
): ScriptMembers {
  const user = UserCodeCaches.open(directory);
  if (user === null) return reading(findPacked, report);
  // Of ES modules Node's own code cache (22.1 and newer) is kept, which whoever started the process may have set up.
  if (process.env['NODE_COMPILE_CACHE'] === undefined) nodeModule.enableCompileCache?.(user.moduleFolder);
  const recorder = new Recorder('');
  const finders = new Map<string, Finder>();
  const refused = new Set<string>();
  const cached = codeCacheLoader(
    (finder) => {
      finders.set(finder.entry, finder);
      return findPacked(finder) ?? (reads ? user.find(finder.entry) : null);
    },
    (what, finder, member) => {
      if (what.includes('refused') || what.includes('damaged')) refused.add(finder.entry);
      report(what, finder, member);
    },
  );
  process.once('exit', () => {
    for (const finder of finders.values()) {
      user.save(finder, recorder.codeCaches(finder.entry), reads && !refused.has(finder.entry));
    }
  });
  return {
    loader: {
      name: cached.name,
      accepts: (member, situation) => cached.accepts(member, situation) || recorder.loader.accepts(member, situation),
      load: (request) => (cached.accepts(request.member, request) ? cached : recorder.loader).load(request),
    },
    runner: makeScriptRunner((filename, script) => recorder.observe(filename, script)),
    traced: (finder) => finder,
  };
}
