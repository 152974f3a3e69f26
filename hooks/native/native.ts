// Native members for one runtime: what handles them is loaded when the first one is met.
import path from 'node:path';
import type { FileTree } from '../../lib/path/file-tree.ts';
import type { Policy } from '../../lib/policy/policy.ts';
import type { Dlopen } from '../../loaders/native/load-attempt.ts';
import type { FindNative, NativeFile } from '../../loaders/native/native-file.ts';
import type { NativeMembers } from '../../loaders/native/native-members.ts';
import type { NativeStrategy } from '../../loaders/native/native-strategy.ts';
import { StrategyTable } from '../../loaders/native/strategy-table.ts';
import { loadBundle } from '../bundles/load-bundle.ts';
import { type Lazy, lazy } from '../lazy.ts';
import type * as Parts from './parts.ts';

/** What has to be known of the runtime. */
export interface NativeSource {
  readonly tree: Lazy<FileTree>;
  readonly policy: Policy;
  /** false is certain: the text names nothing in an archive. Touches no disk. */
  mayNameArchive(text: string): boolean;
  /** Whether the path names something inside an archive. */
  owns(path: string): boolean;
}

export interface Native {
  readonly strategies: StrategyTable;
  readonly members: Lazy<NativeMembers>;
  /** Absolute path when the text names something in an archive, else null. @param from folder that a relative path starts at */
  pathInArchive(text: string, from?: string): string | null;
  /** The file there; null for directories and where nothing is. */
  find(path: string): NativeFile | null;
  isDirectory(path: string): boolean;
  /** Unix permission bits; 0 where nothing is. */
  modeOf(path: string): number;
}

/** Node's own, as it was before the patch. */
export function makeNative(source: NativeSource, dlopen: Dlopen = process.dlopen.bind(process) as Dlopen): Native {
  const { owns, policy, tree } = source;
  const strategies = new StrategyTable();
  const parts = lazy(() => loadBundle('native') as typeof Parts);
  const variants = lazy(() => new (parts().VariantFinder)());
  const find: FindNative = (file) => {
    const found = tree().find(file);
    if (found?.member.kind !== 'file') return null;
    const { finder, name, member } = found;
    const variant = variants().variantOf(finder, name);
    return parts().nativeFile(file, finder, variant === name ? member : (finder.lookup(variant) ?? member));
  };
  const members = lazy(() => {
    const { extractStrategy, memoryStrategy, NativeMembers, openExtractionCache } = parts();
    const builtIn = [memoryStrategy(), extractStrategy(() => openExtractionCache(policy.extract))];
    const added = (): readonly NativeStrategy[] => strategies.list();
    return new NativeMembers({ find, policy, dlopen, added, builtIn });
  });
  return {
    strategies,
    members,
    pathInArchive(text, from = '') {
      if (!/[\\/]/.test(text) || !(source.mayNameArchive(text) || source.mayNameArchive(from))) return null;
      // Node puts the prefix there before it calls process.dlopen.
      const plain = process.platform === 'win32' ? text.replace(/^\\\\\?\\(?!UNC\\)/, '') : text;
      const absolute = path.resolve(from, plain);
      return owns(absolute) ? absolute : null;
    },
    find,
    isDirectory: (file) => tree().find(file)?.member.kind === 'directory',
    modeOf: (file) => tree().find(file)?.member.mode ?? 0,
  };
}
