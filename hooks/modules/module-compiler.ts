// Makes ES modules with V8's code cache. Node has no public way to it but files of its own (module.enableCompileCache), one read for each
// module; its loader makes every module in one function of a table, and that function is put another in front of, through the door of
// node-internals.ts. Only where Node's functions read as they are known to: a constructor in C++ that is called otherwise ends the process.
import { flat, KEEPS_NAME } from '../../loaders/compiled/script-name.ts';
import type { Undo } from '../undo.ts';
import type { InternalRequire } from './node-internals.ts';

/** lib/internal/modules/esm/translators.js: what comes out of the load hooks, and who imports. Node 20 gives the source alone, and who is main. */
type Translator = (this: unknown, url: string, loaded: unknown, parentURL: unknown) => ModuleWrap;
type ModuleWrap = Record<symbol | string, unknown>;

/** The one of src/module_wrap.cc; the last argument is a code cache, or the symbol by which `import()` finds who serves it. */
type ModuleWrapConstructor = new (
  url: string,
  context: undefined,
  source: string,
  lineOffset: number,
  columnOffset: number,
  last: Buffer | symbol,
) => ModuleWrap & { createCachedData(): Buffer };

/** What is known of a module when Node is about to compile it. */
export interface ModuleCode {
  readonly cachedData: Buffer;
  /** Whether the module may `import()`, itself or in what it evaluates. */
  readonly hasImport: boolean;
  /** To be told when V8 does not take the code cache. */
  reject(): void;
}

export interface ModuleCompiler {
  /**
   * Has `find` asked for each ES module that Node compiles from a text.
   * @param find null: it is compiled from its source
   */
  install(find: (url: string, source: string) => ModuleCode | null): Undo;
  /**
   * The code cache of a module that was compiled in this process from that source, with all functions in it that were called; null when
   * it cannot be compiled.
   */
  codeCache(url: string, source: string): Buffer | null;
}

/** How Node 20 makes ES modules. */
const TRANSLATES_SOURCE =
  /function moduleStrategy\(url, source, isMain\)[\s\S]*compileSourceTextModule\(url, source, this\)/;

/** What the functions of Node 20 to 26 have in them, as their text says it. */
const KNOWN_TEXTS = {
  compile: /new ModuleWrap\(url, undefined, source, 0, 0, hostDefinedOptions?\)/,
  translate:
    /function moduleStrategy\(url, translateContext, parentURL\)[\s\S]*compileSourceTextModule\(url, source, (?:this|kUser), context\)/,
  register: /moduleRegistries\.set\(idSymbol, registry\)/,
  vmModule:
    /new ModuleWrap\(identifier, context, sourceText,\s*options\.lineOffset, options\.columnOffset,\s*options\.cachedData\)/,
};

/** @returns null where this Node.js is not as those that are known */
export function makeModuleCompiler(require: InternalRequire): ModuleCompiler | null {
  try {
    return compilerOf(require);
  } catch {
    // A module or a name that is not there.
    return null;
  }
}

function compilerOf(require: InternalRequire): ModuleCompiler | null {
  const { translators } = require('internal/modules/esm/translators') as { translators: Map<string, Translator> };
  const { compileSourceTextModule, registerModule } = require('internal/modules/esm/utils') as {
    compileSourceTextModule: unknown;
    registerModule(wrap: ModuleWrap, registry: object): void;
  };
  const { Module: VmModule } = require('internal/vm/module') as { Module: unknown };
  const { getOrInitializeCascadedLoader } = require('internal/modules/esm/loader') as {
    getOrInitializeCascadedLoader(): { import(...args: unknown[]): Promise<unknown> };
  };
  const { internalBinding } = require('internal/bootstrap/realm') as { internalBinding(name: string): unknown };
  const { ModuleWrap } = internalBinding('module_wrap') as { ModuleWrap: ModuleWrapConstructor };
  const { privateSymbols } = internalBinding('util') as { privateSymbols: Record<string, symbol> };
  const { source_text_module_default_hdo: byDefault } = internalBinding('symbols') as Record<string, symbol>;
  const served = privateSymbols['host_defined_option_symbol'];
  const translate = translators.get('module');
  if (typeof byDefault !== 'symbol' || typeof served !== 'symbol' || translate === undefined) return null;
  const translatesSource = TRANSLATES_SOURCE.test(`${translate}`);
  const isKnown =
    KNOWN_TEXTS.compile.test(`${compileSourceTextModule}`) &&
    (translatesSource || KNOWN_TEXTS.translate.test(`${translate}`)) &&
    KNOWN_TEXTS.register.test(`${registerModule}`) &&
    KNOWN_TEXTS.vmModule.test(`${VmModule}`);
  if (!isKnown) return null;

  function make(url: string, source: string, { cachedData, hasImport }: ModuleCode): ModuleWrap {
    const wrap = new ModuleWrap(url, undefined, source, 0, 0, cachedData);
    // Without the symbol of all modules V8 comes with one of this module alone: what it imports is served in the same way.
    if (hasImport) {
      registerModule(wrap, {
        __proto__: null,
        importModuleDynamically: (specifier: string, _: unknown, attributes: object, phase?: number) =>
          getOrInitializeCascadedLoader().import(specifier, url, attributes, phase),
      });
    }
    // And `import.meta` asks here for whose it is.
    wrap[served as symbol] = byDefault;
    return wrap;
  }

  return {
    install(find) {
      const translateCached: Translator = function moduleStrategy(url, loaded, parentURL) {
        const source = translatesSource ? loaded : (loaded as { readonly source: unknown }).source;
        const code = typeof source === 'string' ? find(url, source) : null;
        // In one piece, where a recorder is to find it again in the code cache.
        if (code === null) return translate.call(this, KEEPS_NAME ? flat(url) : url, loaded, parentURL);
        let wrap: ModuleWrap;
        try {
          wrap = make(url, source as string, code);
        } catch {
          // V8 took it for a cache of something else; or it is none of the module's errors, and Node will meet them again.
          code.reject();
          return translate.call(this, url, loaded, parentURL);
        }
        if (!translatesSource && parentURL === undefined) wrap['isMain'] = true;
        return wrap;
      };
      translators.set('module', translateCached);
      return () => {
        if (translators.get('module') === translateCached) translators.set('module', translate);
      };
    },
    codeCache(url, source) {
      try {
        // V8 has the module at hand, since it is the same text by the same name for the same purpose.
        return new ModuleWrap(url, undefined, source, 0, 0, byDefault).createCachedData();
      } catch {
        return null;
      }
    },
  };
}
