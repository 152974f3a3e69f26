// Where paths leave JavaScript, what the policy has unpacked is named by its real path: addons and what they are handed, node:sqlite, WASI,
// environment files, programs.
import { fileURLToPath } from 'node:url';
import type { FsFunction } from '../fs/forms.ts';
import { disguise } from '../fs/slots.ts';
import type { BuiltinGates } from '../modules/builtin-gates.ts';
import { Module } from '../modules/node-module.ts';
import { replaceProperty, type Undo, undoAll } from '../undo.ts';
import { translateChildren } from './child-arguments.ts';
import { translateExports, translateFunction } from './native-arguments.ts';
import type { Translation } from './real-paths.ts';

/** A module as Node makes it, or what a program has in its place. */
interface AddonModule {
  exports: unknown;
  filename?: unknown;
}

type Dlopen = (module: AddonModule, filename: string, ...flags: number[]) => void;

/** Installed after what loads addons from archives and starts processes, so that it is asked before them. @returns the undo */
export function installTranslation(gates: BuiltinGates, translation: Translation): Undo {
  gates.add(['sqlite'], () => patchSqlite(translation));
  gates.add(['child_process', 'cluster', 'test'], () => {
    const undo = translateChildren(process.getBuiltinModule('child_process'), translation);
    Module.syncBuiltinESMExports();
    return undo;
  });
  gates.add(['wasi'], () => patchClass('node:wasi', 'WASI', translation));
  const undos = [patchDlopen(translation)];
  // Node reads it in C++.
  const { loadEnvFile } = process;
  if (typeof loadEnvFile === 'function') {
    const translated = (file?: string | URL | Buffer): void => {
      const path = file instanceof URL && file.protocol === 'file:' ? fileURLToPath(file) : file;
      const real = typeof path === 'string' ? translation.translate(path) : null;
      loadEnvFile(real ?? file);
    };
    undos.push(replaceProperty(process, 'loadEnvFile', disguised(translated, loadEnvFile)));
  }
  return undoAll(undos);
}

/** Exports -> what the program gets instead of them; one addon may be loaded more than once. */
function patchDlopen({ translate, translateNative }: Translation): Undo {
  const original = process.dlopen as unknown as Dlopen;
  const translated = new WeakMap<object, unknown>();

  const dlopen: Dlopen = (module, filename, ...flags) => {
    const real = typeof filename === 'string' ? translateNative(filename) : null;
    if (real === null) original.call(process, module, filename, ...flags);
    else dlopenReal(original, module, real, flags);
    const exports = module.exports as object;
    if ((typeof exports !== 'object' && typeof exports !== 'function') || exports === null) return;
    if (!translated.has(exports)) {
      const replacement = translateExports(exports, translate);
      translated.set(exports, replacement);
      // What is translated already is not translated again when another name leads to it.
      translated.set(replacement as object, replacement);
    }
    module.exports = translated.get(exports);
  };
  return replaceProperty(process, 'dlopen', disguised(dlopen, original) as unknown as typeof process.dlopen);
}

/** What an addon is told of its own place is the module's name at this moment. @see https://nodejs.org/api/n-api.html#node_api_get_module_file_name */
function dlopenReal(original: Dlopen, module: AddonModule, real: string, flags: number[]): void {
  const { filename } = module;
  if (typeof filename === 'string') module.filename = real;
  try {
    original.call(process, module, real, ...flags);
  } finally {
    if (typeof filename === 'string') module.filename = filename;
  }
}

/** node:sqlite opens databases and extensions by itself. @see https://nodejs.org/api/sqlite.html */
function patchSqlite(translation: Translation): Undo {
  const undo = patchClass('node:sqlite', 'DatabaseSync', translation);
  const sqlite = process.getBuiltinModule('node:sqlite') as { DatabaseSync: { prototype: Methods } } | undefined;
  // Node 20 has none.
  if (sqlite === undefined) return undo;
  const { prototype } = sqlite.DatabaseSync;
  const { translate } = translation;
  const loadExtension = translateFunction(prototype.loadExtension, translate);
  return undoAll([undo, replaceProperty(prototype, 'loadExtension', loadExtension)]);
}

interface Methods {
  loadExtension: object;
}

/** Has a class of a builtin translate what it is made with; nothing where this Node has no such class. */
function patchClass(builtin: string, name: string, { translate }: Translation): Undo {
  const module = process.getBuiltinModule(builtin) as
    | Record<string, { prototype: { constructor: unknown } }>
    | undefined;
  const original = module?.[name];
  if (module === undefined || original === undefined) return () => {};
  const proxy = translateFunction(original, translate);
  const undo = undoAll([
    replaceProperty(module, name, proxy),
    // So that `instance.constructor` is what the program knows as the class.
    replaceProperty(original.prototype, 'constructor', proxy),
  ]);
  Module.syncBuiltinESMExports();
  return () => {
    undo();
    Module.syncBuiltinESMExports();
  };
}

function disguised<Wrapper>(wrapper: Wrapper, original: unknown): Wrapper {
  return disguise(wrapper as FsFunction, original as FsFunction) as Wrapper;
}
