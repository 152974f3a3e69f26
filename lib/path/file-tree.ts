// The disk and all archives as one tree: what resolution sees.

import type { Finder, Found, MemberName } from '../finders/finder.ts';
import { followLinks } from '../finders/links.ts';
import { type PackageFields, type PreparedPackages, preparedPackages } from '../finders/prepared-packages.ts';
import { readFileSync, realpathSync, statSync } from '../original-fs.ts';
import type { FileView, ViewedFile } from '../resolve/file-view.ts';
import { decodeText } from '../text.ts';
import type { Located, PathFinder } from './path-finder.ts';

export class FileTree implements FileView {
  readonly #paths: PathFinder;
  /** Path entry -> where it really is; an archive reached over a link has one identity, as a directory has. */
  readonly #realEntries = new Map<string, string>();
  readonly #prepared = new WeakMap<Finder, PreparedPackages>();
  // One path is asked about several times in a row: whether it is there, where it really is, what it is.
  #lastPath = '';
  #lastGeneration = -1;
  #lastLocated: Located | null = null;
  #lastFound: Found | null = null;

  constructor(paths: PathFinder) {
    this.#paths = paths;
  }

  /** The member at `path`, links followed; null when the path is not inside an archive or nothing is there. */
  find(path: string): Found | null {
    const located = this.#locate(path);
    return located === null ? null : this.#follow(located);
  }

  kind(path: string): 'file' | 'directory' | null {
    const located = this.#locate(path);
    if (located === null) return diskKind(path);
    const kind = this.#follow(located)?.member.kind;
    return kind === 'file' || kind === 'directory' ? kind : null;
  }

  readText(path: string): string | null {
    const located = this.#locate(path);
    if (located === null) return diskText(path);
    const found = this.#follow(located);
    if (found?.member.kind !== 'file') return null;
    const { finder, member } = found;
    return finder.readText?.(member) ?? decodeText(finder.read(member));
  }

  packageFields(path: string): PackageFields | undefined {
    const located = this.#locate(path);
    const found = located === null ? null : this.#follow(located);
    if (found?.member.kind !== 'file') return undefined;
    let prepared = this.#prepared.get(found.finder);
    if (prepared === undefined) {
      prepared = preparedPackages(found.finder);
      this.#prepared.set(found.finder, prepared);
    }
    return prepared(found.member);
  }

  realpath(path: string): string {
    const located = this.#locate(path);
    if (located === null) return realpathSync(path);
    return this.#realPath(path, located, this.#follow(located)?.name ?? located.name);
  }

  file(path: string): ViewedFile | null {
    const located = this.#locate(path);
    const found = located === null ? null : this.#follow(located);
    if (located === null || found?.member.kind !== 'file') return null;
    return { path: this.#realPath(path, located, found.name), found };
  }

  /** @param name what the links of `path` lead to */
  #realPath(path: string, { finder, name: asked }: Located, name: MemberName): string {
    const entry = this.#realEntry(finder.entry);
    if (entry === finder.entry && name === asked) return path;
    return name === '' ? entry : `${entry}${SEPARATOR}${SEPARATOR === '/' ? name : name.replaceAll('/', SEPARATOR)}`;
  }

  /** Whether a path entry is where it really is, and not a link to there. */
  isReal(entry: string): boolean {
    return this.#realEntry(entry) === entry;
  }

  #locate(path: string): Located | null {
    const { generation } = this.#paths;
    if (path === this.#lastPath && generation === this.#lastGeneration) return this.#lastLocated;
    const located = this.#paths.locate(path);
    // A path on the disk may lie in an archive the next time.
    if (located === null) return null;
    this.#lastPath = path;
    this.#lastGeneration = generation;
    this.#lastLocated = located;
    this.#lastFound = null;
    return located;
  }

  #follow(located: Located): Found | null {
    const isLast = located === this.#lastLocated;
    if (isLast && this.#lastFound !== null) return this.#lastFound;
    const found = this.#find(located);
    // Other finders than those with numbered members may have another one the next time.
    if (isLast && found?.member.id !== undefined) this.#lastFound = found;
    return found;
  }

  #find({ finder, name }: Located): Found | null {
    if (finder.hasLinks !== true) {
      const member = finder.lookup(name);
      return member === undefined ? null : { finder, name, member };
    }
    const result = followLinks(finder, name);
    return 'member' in result ? { finder, name: result.name, member: result.member } : null;
  }

  #realEntry(entry: string): string {
    let real = this.#realEntries.get(entry);
    if (real === undefined) {
      try {
        real = realpathSync(entry);
      } catch {
        // Not every path entry is a file: a third party's finder may answer for a path that exists nowhere.
        real = entry;
      }
      this.#realEntries.set(entry, real);
    }
    return real;
  }
}

const SEPARATOR = process.platform === 'win32' ? '\\' : '/';

function diskKind(path: string): 'file' | 'directory' | null {
  try {
    const stats = statSync(path, { throwIfNoEntry: false });
    if (stats === undefined) return null;
    return stats.isDirectory() ? 'directory' : 'file';
  } catch {
    return null;
  }
}

function diskText(path: string): string | null {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return null;
  }
}
