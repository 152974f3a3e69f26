// One directory inside an archive, as the files in it see it: the short way for relative requests, which are most of all there are.
import type { Finder, MemberName } from '../finders/finder.ts';
import type { ViewedFile } from './file-view.ts';
import { joinRelative } from './specifier.ts';

/** Answers relative requests by lookups alone; what takes more (directories, links, package.json) it leaves to the resolver. */
export class ArchiveDirectory {
  readonly #finder: Finder;
  /** '/' + the directory's name, without '/' at the end. */
  readonly #name: string;
  readonly #separator: string;
  /** How many '../' stay inside the archive. */
  readonly #depth: number;

  /** @param name of the directory; '' is the root of the entry */
  constructor(finder: Finder, name: MemberName, separator: string) {
    this.#finder = finder;
    this.#name = name === '' ? '' : `/${name}`;
    this.#separator = separator;
    this.#depth = name === '' ? 0 : name.split('/').length;
  }

  /**
   * The file that `require(request)` means in this directory.
   * @param extensions tried in order
   * @returns null when that takes more than lookups, as what does not begin with './' or '../' does, or when there is none
   */
  resolve(request: string, extensions: readonly string[]): ViewedFile | null {
    if (!isRelative(request) || this.#leaves(request)) return null;
    const joined = joinRelative(this.#name, request);
    if (joined === null || joined.length < 2) return null;
    const name = joined.slice(1);
    return this.#file(name) ?? this.#withExtension(name, extensions);
  }

  #leaves(request: string): boolean {
    let ups = 0;
    while (request.startsWith('../', ups * 3)) ups += 1;
    return ups > this.#depth;
  }

  #withExtension(name: MemberName, extensions: readonly string[]): ViewedFile | null {
    for (const extension of extensions) {
      const file = this.#file(name + extension);
      if (file !== null) return file;
    }
    return null;
  }

  // A name that is found as a file has no link on its way: the index refuses members below links.
  #file(name: MemberName): ViewedFile | null {
    const finder = this.#finder;
    const member = finder.lookup(name);
    if (member?.kind !== 'file') return null;
    const separator = this.#separator;
    const path = `${finder.entry}${separator}${separator === '/' ? name : name.replaceAll('/', separator)}`;
    return { path, found: { finder, name, member } };
  }
}

function isRelative(request: string): boolean {
  return request.startsWith('./') || request.startsWith('../');
}
