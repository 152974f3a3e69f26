// Where paths leave JavaScript, what the policy has unpacked is named by its real path: addons and what they are handed, node:sqlite, programs.
// Nothing is put in place when the policy has nothing unpacked.
import type { FsFunction } from '../fs/forms.ts';
import { disguise } from '../fs/slots.ts';
import type { BuiltinGates } from '../modules/builtin-gates.ts';
import { Module } from '../modules/node-module.ts';
import { replaceProperty, type Undo, undoAll } from '../undo.ts';
import { translateChildren } from './child-arguments.ts';
import type { Extraction } from './extraction.ts';

type Dlopen = (module: { exports: unknown }, filename: string, ...flags: number[]) => void;

/** Installed after what loads addons from archives and starts processes, so that it is asked before them. @returns the undo */
export function installTranslation(gates: BuiltinGates, extraction: Extraction): Undo {
  if (!extraction.isTransparent) return () => {};
  gates.add(['sqlite'], () => patchSqlite(extraction));
  gates.add(['child_process', 'cluster', 'test'], () => {
    const undo = translateChildren(process.getBuiltinModule('child_process'), extraction.translate);
    Module.syncBuiltinESMExports();
    return undo;
  });
  return patchDlopen(extraction);
}

/** Exports -> what the program gets instead of them; one addon may be loaded more than once. */
function patchDlopen({ translate, translateAddon, parts }: Extraction): Undo {
  const original = process.dlopen as unknown as Dlopen;
  const translated = new WeakMap<object, unknown>();

  const dlopen: Dlopen = (module, filename, ...flags) => {
    const real = typeof filename === 'string' ? translateAddon(filename) : null;
    original.call(process, module, real ?? filename, ...flags);
    const exports = module.exports as object;
    if ((typeof exports !== 'object' && typeof exports !== 'function') || exports === null) return;
    if (!translated.has(exports)) {
      const replacement = parts().translateExports(exports, translate);
      translated.set(exports, replacement);
      // What is translated already is not translated again when another name leads to it.
      translated.set(replacement as object, replacement);
    }
    module.exports = translated.get(exports);
  };
  return replaceProperty(
    process,
    'dlopen',
    disguise(dlopen as unknown as FsFunction, original as unknown as FsFunction) as unknown as typeof process.dlopen,
  );
}

/** node:sqlite opens databases and extensions by itself. @see https://nodejs.org/api/sqlite.html */
function patchSqlite({ parts, translate }: Extraction): Undo {
  const sqlite = process.getBuiltinModule('node:sqlite') as { DatabaseSync: { prototype: object } } | undefined;
  // Node 20 has none.
  if (sqlite === undefined) return () => {};
  const { prototype } = sqlite.DatabaseSync;
  const proxy = parts().translateFunction(sqlite.DatabaseSync, translate);
  const methods = prototype as { loadExtension: object };
  const undo = undoAll([
    replaceProperty(sqlite, 'DatabaseSync', proxy),
    // So that `database.constructor` is what the program knows as DatabaseSync.
    replaceProperty(prototype as { constructor: unknown }, 'constructor', proxy),
    replaceProperty(methods, 'loadExtension', parts().translateFunction(methods.loadExtension, translate)),
  ]);
  Module.syncBuiltinESMExports();
  return () => {
    undo();
    Module.syncBuiltinESMExports();
  };
}
