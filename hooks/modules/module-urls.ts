// file: URLs of modules -> paths inside archives. Node asks for the same few thousand URLs over and over.
import { fileURLToPath } from 'node:url';

/** @returns the path, or null for what is no file: URL or not inside an archive */
export type OwnPath = (url: string) => string | null;

/** @param owns whether an absolute path lies inside an archive (or is one) */
export function makeOwnPath(owns: (path: string) => boolean): OwnPath & { forget(): void } {
  const known = new Map<string, string | null>();
  function ownPath(url: string): string | null {
    let path = known.get(url);
    if (path === undefined) {
      path = filePath(url);
      if (path !== null && !owns(path)) path = null;
      known.set(url, path);
    }
    return path;
  }
  return Object.assign(ownPath, { forget: () => known.clear() });
}

/** The path of a file: URL without its query and fragment, or null when it names no file of this machine. */
export function filePath(url: string): string | null {
  if (!url.startsWith('file:')) return null;
  let end = url.length;
  const query = url.indexOf('?');
  if (query !== -1) end = query;
  const fragment = url.indexOf('#');
  if (fragment !== -1 && fragment < end) end = fragment;
  const bare = end === url.length ? url : url.slice(0, end);
  // Most URLs are plain: nothing to decode, no host, nothing for the URL parser to normalise (Node made them from paths).
  if (process.platform !== 'win32' && bare.startsWith('file:///') && !bare.includes('%')) return bare.slice(7);
  try {
    return fileURLToPath(bare);
  } catch {
    return null;
  }
}
