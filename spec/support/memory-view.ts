// A FileView of files written down in the spec, for either path flavour, that counts what it is asked.
import type { FileView } from '../../lib/resolve/file-view.ts';

export interface MemoryView extends FileView {
  /** Every path whose text was asked for, in order. */
  readonly reads: readonly string[];
}

/**
 * @param files absolute path -> text; their directories are there too
 * @param links path -> where `realpath` says it is
 */
export function memoryView(
  files: Readonly<Record<string, string>>,
  links: Readonly<Record<string, string>> = {},
): MemoryView {
  const directories = new Set<string>();
  for (const file of Object.keys(files)) {
    for (let at = 0; at < file.length; at++) {
      if (file[at] === '/' || file[at] === '\\') directories.add(file.slice(0, at));
    }
  }
  const reads: string[] = [];
  return {
    reads,
    kind(path): 'file' | 'directory' | null {
      if (Object.hasOwn(files, path)) return 'file';
      return directories.has(path) ? 'directory' : null;
    },
    readText(path): string | null {
      reads.push(path);
      return files[path] ?? null;
    },
    realpath: (path) => links[path] ?? path,
  };
}
