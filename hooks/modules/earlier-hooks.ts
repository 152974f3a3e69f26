// Hooks of module.registerHooks that were there before ours: Node runs ours first, so ours have to show them each member, as the disk would.
// Behind theirs stands Node's own resolving and loading, which finds members, too: see hooks/fs/captured-functions.ts.
import fs from 'node:fs';
import type nodeModule from 'node:module';
import type { ImportResolution } from './import-hooks.ts';
import { filePath } from './module-urls.ts';

type Hooks = Parameters<typeof nodeModule.registerHooks>[0];
export type ResolveHook = NonNullable<Hooks['resolve']>;
export type LoadHook = NonNullable<Hooks['load']>;

type Resolved = ReturnType<ResolveHook>;
type Loaded = ReturnType<LoadHook>;

/**
 * Asks the earlier hooks about what was found, by its URL: Node's own resolution, at the end, could not find it by the name.
 * @returns what they make of it
 */
export function resolveWithEarlier(
  found: ImportResolution,
  details: Parameters<ResolveHook>[1],
  next: Parameters<ResolveHook>[2],
): Resolved {
  const theirs = next(found.url, details);
  // Node takes the format from a package.json that it cannot see.
  const isSame = filePath(theirs.url) === filePath(found.url);
  const format = (isSame ? found.format : undefined) ?? theirs.format;
  return { ...theirs, format, shortCircuit: true };
}

/** The load hook that shows earlier hooks each member, and takes what they made of its source. */
export function withEarlier(load: LoadHook): LoadHook {
  return function loadWithEarlier(url, details, next) {
    let isMember = true;
    const ours = load(url, details, (nextUrl, nextDetails) => {
      isMember = false;
      return next(nextUrl, nextDetails);
    }) as Loaded;
    if (!isMember || ours.format === 'addon') return ours;
    const theirs = next(url, { ...details, format: details.format ?? ours.format }) as Loaded;
    return isUnchanged(theirs, url) ? ours : { ...theirs, shortCircuit: true };
  };
}

/** Whether the source is the file's: Node's own loading, and hooks that only look. */
function isUnchanged({ source }: Loaded, url: string): boolean {
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
