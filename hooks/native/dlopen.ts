// process.dlopen for paths inside archives: where `require` and `import` of addons end, and what some packages call themselves.
import path from 'node:path';
import type { FileTree } from '../../lib/path/file-tree.ts';
import type { Policy } from '../../lib/policy/policy.ts';
import type { Dlopen, NativeAddons } from '../../loaders/native/native-addons.ts';
import type { FindNative } from '../../loaders/native/native-file.ts';
import type { StrategyTable } from '../../loaders/native/strategy-table.ts';
import type { FsFunction } from '../fs/forms.ts';
import { disguise } from '../fs/slots.ts';
import { loadBundle } from '../load-bundle.ts';
import { type Lazy, lazy } from '../load-engine.ts';
import { replaceProperty, type Undo } from '../undo.ts';
import type * as Parts from './parts.ts';

/** What the patch asks of the runtime. */
export interface DlopenContext {
  readonly tree: Lazy<FileTree>;
  readonly policy: Policy;
  readonly strategies: StrategyTable;
  /** Whether the path names something inside an archive. */
  owns(path: string): boolean;
}

/**
 * Replaces process.dlopen. What it needs for members is loaded with the first of them.
 * @returns the undo
 */
export function patchDlopen(context: DlopenContext): Undo {
  const original = process.dlopen as Dlopen;
  const dlopen: Dlopen = (...parameters) => original.apply(process, parameters);

  const native = lazy((): { readonly find: FindNative; readonly addons: NativeAddons } => {
    const parts = loadBundle('native') as typeof Parts;
    const find: FindNative = (file) => {
      const found = context.tree().find(file);
      return found?.member.kind === 'file' ? parts.nativeFile(file, found.finder, found.member) : null;
    };
    const builtIn = [
      parts.memoryStrategy(),
      parts.extractStrategy(() => parts.openExtractionCache(context.policy.extract)),
    ];
    const added = (): ReturnType<StrategyTable['list']> => context.strategies.list();
    return { find, addons: new parts.NativeAddons({ find, policy: context.policy, dlopen, added, builtIn }) };
  });

  function load(module: object, filename: string, ...flags: readonly number[]): void {
    const member = typeof filename === 'string' ? memberPath(filename, context.owns) : null;
    if (member === null) {
      dlopen(module, filename, ...flags);
      return;
    }
    const { find, addons } = native();
    const file = find(member);
    if (file === null) openMissing(dlopen, module, filename, flags);
    else addons.load(file, module, flags);
  }
  return replaceProperty(
    process,
    'dlopen',
    disguise(load as FsFunction, original as FsFunction) as typeof process.dlopen,
  );
}

/** Absolute path when the file lies in an archive, else null. A name without separator is looked for in the system's directories. */
function memberPath(filename: string, owns: (path: string) => boolean): string | null {
  if (!/[\\/]/.test(filename)) return null;
  // path.toNamespacedPath() was there before us.
  const plain = process.platform === 'win32' ? filename.replace(/^\\\\\?\\(?!UNC\\)/, '') : filename;
  const absolute = path.resolve(plain);
  return owns(absolute) ? absolute : null;
}

// The system says of a path through a file that it is no directory, and nothing of what is missing there.
function openMissing(dlopen: Dlopen, module: object, filename: string, flags: readonly number[]): void {
  try {
    dlopen(module, filename, ...flags);
  } catch (error) {
    if (error instanceof Error) {
      error.message = error.message.replace(/Not a directory$/, 'No such file or directory');
    }
    throw error;
  }
}
