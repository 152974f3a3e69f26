// Where a specifier leads and who would load it: the same resolution and the same tables as the hooks have, asked without running anything.
import { statSync } from 'node:fs';
import nodeModule from 'node:module';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Found } from '../../lib/finders/finder.ts';
import { zipPathHook } from '../../lib/finders/zip-finder.ts';
import { FileTree } from '../../lib/path/file-tree.ts';
import { PathFinder } from '../../lib/path/path-finder.ts';
import { PathHooks } from '../../lib/path/path-hooks.ts';
import { nativeOrder } from '../../lib/policy/native-order.ts';
import type { Policy } from '../../lib/policy/policy.ts';
import { Resolver } from '../../lib/resolve/resolver.ts';
import { LoaderTable } from '../../loaders/loader-table.ts';
import { addonLoader } from '../../loaders/native/addon.ts';
import { bufferReader, hostPlatform, isForeign, platformName, readBinary } from '../../loaders/native/platform.ts';
import { javascriptLoader } from '../../loaders/source/javascript.ts';
import { jsonLoader } from '../../loaders/source/json.ts';
import { typescriptLoader } from '../../loaders/source/typescript.ts';
import { webassemblyLoader } from '../../loaders/source/webassembly.ts';
import { CODE_CACHE, codeCacheObjection, moduleCodeObjection } from './code-cache.ts';
import { type Look, RecordingView } from './recording-view.ts';
import { explainSourceless, SOURCELESS } from './sourceless.ts';

const HAS_REGISTER_HOOKS = typeof (nodeModule as { registerHooks?: unknown }).registerHooks === 'function';

export interface ExplainOptions {
  readonly specifier: string;
  /** Absolute path of the module that asks; it need not be there. A path that ends with a separator is a folder. */
  readonly from: string;
  readonly kind: 'import' | 'require';
  /** Beside those that Node has by itself. */
  readonly conditions: readonly string[];
  /** Path entries: ZIPIMPORT_PATH, the policy's and mounted ones. */
  readonly entries: readonly string[];
  readonly policy: Policy;
}

export interface Explanation {
  readonly specifier: string;
  readonly from: string;
  readonly kind: 'import' | 'require';
  readonly conditions: readonly string[];
  readonly steps: readonly Look[];
  /** Where it leads; null when nowhere. */
  readonly path: string | null;
  readonly builtin: string | null;
  /** Node's own error when it leads nowhere. */
  readonly error: { readonly code: string; readonly message: string } | null;
  /** Path entry whose finder answers; null on the disk, which Node answers for. */
  readonly finder: string | null;
  readonly format: string | null;
  readonly loader: string | null;
  readonly refused: readonly { readonly loader: string; readonly reason: string }[];
  /** Of a native member. */
  readonly native: NativeExplanation | null;
}

interface NativeExplanation {
  readonly platform: string;
  readonly isForThisProcess: boolean;
  /** Ways to load it in order; empty when the policy denies it. */
  readonly order: readonly string[];
  readonly rule: string;
}

const NODE_CONDITIONS = {
  import: ['node', 'import', 'module-sync', 'node-addons'],
  require: ['node', 'require', 'module-sync', 'node-addons'],
};

/** @throws what a broken archive on the way throws */
export function explain(options: ExplainOptions): Explanation {
  const { specifier, from, kind } = options;
  const hooks = new PathHooks();
  hooks.add(zipPathHook, { suffixes: ['.zip'] });
  const paths = new PathFinder(hooks);
  const entries = [...options.entries, ...fileAbove(from)];
  for (const entry of entries) paths.mount(entry);
  const tree = new FileTree(paths);
  const view = new RecordingView(tree);
  const resolver = new Resolver({
    view,
    hasArchive: (file) => {
      const isThere = paths.finderFor(file) !== null;
      view.note(file, isThere ? 'archive' : 'nothing');
      return isThere;
    },
    pathEntries: () => entries,
    isBuiltin: nodeModule.isBuiltin,
  });
  const conditions = [...NODE_CONDITIONS[kind], ...options.conditions];
  const common = { specifier, from, kind, conditions };
  const nowhere = {
    path: null,
    builtin: null,
    error: null,
    finder: null,
    format: null,
    loader: null,
    refused: [],
    native: null,
  };
  let found: ReturnType<typeof resolve>;
  try {
    found = resolve(resolver, options, new Set(conditions));
  } catch (error) {
    const { code, message } = error as { readonly code?: unknown; readonly message: string };
    if (code === undefined || String(code).startsWith('ERR_ZIPIMPORT_')) throw error;
    return { ...common, ...nowhere, steps: view.looks, error: { code: String(code), message } };
  }
  if ('builtin' in found) return { ...common, ...nowhere, steps: view.looks, builtin: found.builtin };
  const member = tree.find(found.path);
  const steps = view.looks;
  const format = kind === 'import' ? resolver.formatOf(found.path) : resolver.formatOfRequired(found.path);
  const described = typeof format === 'object' ? `unknown extension ${format.unknownExtension}` : (format ?? null);
  if (member === null) return { ...common, ...nowhere, steps, path: found.path, format: described };
  return {
    ...common,
    ...nowhere,
    steps,
    path: found.path,
    format: described,
    ...explainMember(member, found.path, described, options),
  };
}

/** The file that `from` runs through, whatever its name: an archive that is started is mounted, too. */
function fileAbove(from: string): string[] {
  for (let at = from; at !== path.dirname(at); at = path.dirname(at)) {
    const folder = path.dirname(at);
    try {
      if (statSync(folder).isFile()) return [folder];
    } catch {
      // Not there, or below a file; further up it is known.
    }
  }
  return [];
}

function resolve(
  resolver: Resolver,
  { specifier, from, kind }: ExplainOptions,
  conditions: ReadonlySet<string>,
): { readonly path: string } | { readonly builtin: string } {
  if (nodeModule.isBuiltin(specifier)) return { builtin: specifier };
  if (kind === 'import') {
    const url = pathToFileURL(from).href;
    const found = resolver.resolveImport(specifier, { parentURL: url, conditions });
    if (found === null) return { builtin: specifier };
    return found;
  }
  return resolver.resolveRequire(specifier, {
    parentPath: from,
    // Nothing of them matters to a path; and they would show among the steps.
    parentPaths: /^(?:\.{1,2}(?:\/|$)|\/)/.test(specifier) ? [] : resolver.lookupPaths(path.dirname(from)),
    extensions: ['.js', '.json', '.node'],
    conditions,
    preserveSymlinks: false,
  });
}

function explainMember(
  { finder, member }: Found,
  file: string,
  format: string | null,
  { kind, policy }: ExplainOptions,
): Pick<Explanation, 'finder' | 'loader' | 'refused' | 'native'> {
  const sourceless = kind === 'require' ? explainSourceless(finder, member, file) : null;
  if (sourceless !== null) {
    const { runs, objection } = sourceless;
    return {
      finder: finder.entry,
      loader: runs === 'code' ? SOURCELESS : runs === 'source' ? javascriptLoader.name : null,
      refused: objection === null ? [] : [{ loader: SOURCELESS, reason: objection }],
      native: null,
    };
  }
  const { loader, refused } = loaderTable().pick(member, { finder, kind, takesScripts: false });
  const passed = refused.map((of) => ({ loader: of.loader.name, reason: of.reason }));
  const isScript = kind === 'require' && loader?.name === javascriptLoader.name;
  // Node 20 has no way to it; what the others have is in docs/hooks.md.
  const isModule =
    HAS_REGISTER_HOOKS && format === 'module' && kind === 'import' && loader?.name === javascriptLoader.name;
  const question = { finder, member, path: file, policy };
  const objection = isScript ? codeCacheObjection(question) : isModule ? moduleCodeObjection(question) : null;
  if (objection !== null) passed.unshift({ loader: CODE_CACHE, reason: objection });
  return {
    finder: finder.entry,
    loader: (isScript || isModule) && objection === null ? CODE_CACHE : (loader?.name ?? null),
    refused: passed,
    native: member.name.endsWith('.node') ? explainNative({ finder, member, name: member.name }, policy) : null,
  };
}

// The built-in ones. Plug-ins are code of a program, which is not run here.
function loaderTable(): LoaderTable {
  const table = new LoaderTable();
  const stripTypes = (nodeModule as { stripTypeScriptTypes?: (source: string) => string }).stripTypeScriptTypes;
  const hasTypes = typeof (process.features as { typescript?: unknown }).typescript === 'string';
  for (const loader of [
    addonLoader(() => null),
    webassemblyLoader,
    typescriptLoader(hasTypes && stripTypes !== undefined ? stripTypes : null),
    jsonLoader,
    javascriptLoader,
  ]) {
    table.add(loader);
  }
  return table;
}

function explainNative({ finder, member }: Found, policy: Policy): NativeExplanation {
  const binary = readBinary(bufferReader(finder.read(member)));
  const { order, rule } = nativeOrder(policy, {
    archive: finder.entry,
    member: member.name,
    platform: platformName(hostPlatform()),
  });
  return { platform: platformName(binary), isForThisProcess: !isForeign(binary), order, rule };
}
