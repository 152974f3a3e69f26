// Hooks of others that Node asks after ours (those of module.registerHooks that were there before, those on the hooks thread): ours show
// them each member, as the disk would. Behind theirs stands Node's own resolving and loading, which finds members, too (see
// hooks/fs/captured-functions.ts), or on the hooks thread thread-hooks.ts.
import fs from 'node:fs';
import type nodeModule from 'node:module';
import type { ImportResolution } from './import-hooks.ts';
import { filePath } from './module-urls.ts';

type Hooks = Parameters<typeof nodeModule.registerHooks>[0];
export type ResolveHook = NonNullable<Hooks['resolve']>;
export type LoadHook = NonNullable<Hooks['load']>;

type Loaded = ReturnType<LoadHook>;

/** What hooks say of a specifier. */
export interface Resolved {
  readonly url: string;
  readonly format?: string | null | undefined;
}

/**
 * What the earlier hooks made of what was found. They are asked by its URL: Node's own resolution, behind them, could not find it by the name.
 */
export function withEarlierResolved<T extends Resolved>(
  found: ImportResolution,
  theirs: T,
): T & { shortCircuit: true } {
  // Node takes the format from a package.json that it cannot see.
  const isSame = filePath(theirs.url) === filePath(found.url);
  const format = (isSame ? found.format : undefined) ?? theirs.format;
  return { ...theirs, format, shortCircuit: true };
}

/** The load hook that shows earlier hooks, while there are any, each member, and takes what they made of its source. */
export function withEarlier(load: LoadHook, areThere: () => boolean): LoadHook {
  return function loadWithEarlier(url, details, next) {
    if (!areThere()) return load(url, details, next);
    let isMember = true;
    const ours = load(url, details, (nextUrl, nextDetails) => {
      isMember = false;
      return next(nextUrl, nextDetails);
    }) as Loaded;
    if (!isMember || ours.format === 'addon') return ours;
    const theirs = next(url, { ...details, format: details.format ?? ours.format }) as Loaded;
    if (!isUnchanged(theirs, url)) return { ...theirs, shortCircuit: true };
    // As on the disk: of CommonJS whose source comes out of the hooks thread Node 24 and newer run the text, with a `require` of its own that
    // whoever patched Module.prototype.require never sees; without one they run the file.
    return ours.format === 'commonjs' && hasNoSource(theirs) ? { ...ours, source: null as never } : ours;
  };
}

function hasNoSource({ source }: { readonly source?: Loaded['source'] | null }): boolean {
  return source === null || source === undefined;
}

/** Whether the source is the file's: Node's own loading, and hooks that only look. */
export function isUnchanged({ source }: { readonly source?: Loaded['source'] | null }, url: string): boolean {
  if (source === null || source === undefined) return true;
  const path = filePath(url);
  if (path === null) return false;
  const content = fs.readFileSync(path);
  if (typeof source === 'string') return content.toString() === source;
  const bytes = ArrayBuffer.isView(source)
    ? Buffer.from(source.buffer, source.byteOffset, source.byteLength)
    : Buffer.from(source);
  return content.equals(bytes);
}
