// Absolute path -> the finder that answers for it. The importer cache and the path hooks meet here.
import type { Finder, MemberName, PathEntry } from '../finders/finder.ts';
import { ImporterCache } from './importer-cache.ts';
import type { PathHooks } from './path-hooks.ts';
import { entryEnds, isBoundary, isTidy, type PathStyle, rootLength, tidy } from './split-path.ts';

/** Where a path lies: below `finder.entry`, under `name` ('' when the path is the entry itself). */
export interface Located {
  readonly finder: Finder;
  readonly name: MemberName;
}

/** What can be said of a text without asking: where `needle` does not occur in it, it leads into no path entry. */
export interface Screen {
  /** '' occurs in every text: nothing can be said. */
  readonly needle: string;
}

/**
 * Finds the path entry that a path lies in. Asked for every fs call of a program and every probe of resolution, so a path that has
 * no claimed suffix and no mounted entry in front costs a few string searches and allocates nothing.
 */
export class PathFinder {
  readonly #hooks: PathHooks;
  readonly #style: PathStyle;
  readonly #importers: ImporterCache;
  /** Entry -> how many mounts of it are in force. */
  readonly #mounts = new Map<PathEntry, number>();
  #suffixes: readonly string[] = [];
  #revision = -1;
  // The last entry that answered: programs stay in one archive for long.
  #lastEntry = '';
  #lastFinder: Finder | undefined;
  #generation = 0;
  readonly #screen: { needle: string } = { needle: '' };

  constructor(hooks: PathHooks, platform: PathStyle = process.platform === 'win32' ? 'win32' : 'posix') {
    this.#hooks = hooks;
    this.#style = platform;
    this.#importers = new ImporterCache(hooks);
    this.#renewScreen();
    hooks.onChange(() => this.#renewScreen());
  }

  /**
   * The finder and member name for an absolute path, or null when the path is not inside a path entry. Opens what it must.
   * A path that is itself a claimed name ('/a/b.zip') is an ordinary file until somebody mounts it or goes inside; from then on it is
   * located with name ''. With a trailing separator it is asked for as a directory, and located at once.
   * @throws what the path hooks throw for an entry that is theirs and broken
   */
  locate(path: string): Located | null {
    if (this.#revision !== this.#hooks.revision) this.#renew();
    const last = this.#lastEntry;
    if (this.#lastFinder !== undefined && path.startsWith(last) && isBoundary(path, last.length, this.#style)) {
      if (isTidy(path, last.length, this.#style)) return this.#located(this.#lastFinder, path, last.length);
    } else if (!this.mayHold(path)) {
      return null;
    }
    return this.#search(path);
  }

  /** Whether some part of `text` looks as if it could be in a path entry: false is certain, true is a guess. Touches no disk. */
  mayHold(text: string): boolean {
    const { needle } = this.#screen;
    if (needle !== '') return text.includes(needle);
    if (this.#revision !== this.#hooks.revision) this.#renew();
    for (const suffix of this.#suffixes) {
      if (text.includes(suffix)) return true;
    }
    for (const entry of this.#mounts.keys()) {
      if (text.includes(entry)) return true;
    }
    return false;
  }

  /** Another number after each change that answers may be others after: of mounts, of path hooks, of what was learnt of entries. */
  get generation(): number {
    if (this.#revision !== this.#hooks.revision) this.#renew();
    return this.#generation;
  }

  /** One object, whose content changes with mounts and path hooks. For who asks too often to call {@link mayHold}. */
  get screen(): Screen {
    return this.#screen;
  }

  /** The entries that a tidy path could lie in by its spelling, outermost first, the path itself included. Touches no disk. */
  candidates(path: string): PathEntry[] {
    if (this.#revision !== this.#hooks.revision) this.#renew();
    return entryEnds(path, this.#suffixes, this.#mounts.keys(), this.#style).map((end) => path.slice(0, end));
  }

  /** The finder for a path entry, opening it; null when no hook claims it. @throws what the hooks throw */
  finderFor(entry: PathEntry): Finder | null {
    if (this.#revision !== this.#hooks.revision) this.#renew();
    return this.#importers.get(tidy(entry, this.#style));
  }

  /**
   * Makes `entry`, of any name, a place to look in. Opens nothing yet.
   * @param entry absolute path
   * @returns the undo; the entry stays mounted while other mounts of it are in force
   */
  mount(entry: PathEntry): () => void {
    const key = tidy(entry, this.#style);
    this.#mounts.set(key, (this.#mounts.get(key) ?? 0) + 1);
    this.#renewScreen();
    this.#forgetLast();
    let isUndone = false;
    return () => {
      if (isUndone) return;
      isUndone = true;
      const left = this.#mounts.get(key)! - 1;
      if (left > 0) this.#mounts.set(key, left);
      else this.#mounts.delete(key);
      this.#renewScreen();
      this.#forgetLast();
    };
  }

  isMounted(entry: PathEntry): boolean {
    return this.#mounts.has(tidy(entry, this.#style));
  }

  /** Whether a finder for the entry is there already, so that its own path is located, too. */
  isOpen(entry: PathEntry): boolean {
    return this.#importers.peek(tidy(entry, this.#style)) !== null;
  }

  get hasMounts(): boolean {
    return this.#mounts.size > 0;
  }

  /** In the order in which they were mounted. */
  get mounted(): Iterable<PathEntry> {
    return this.#mounts.keys();
  }

  /** Forgets what was learnt of one entry, or of all: replaced archives are opened anew. Finders that somebody holds stay as they are. */
  invalidate(entry?: PathEntry): void {
    this.#importers.invalidate(entry === undefined ? undefined : tidy(entry, this.#style));
    this.#forgetLast();
  }

  #search(path: string): Located | null {
    return isTidy(path, rootLength(path, this.#style), this.#style) ? this.#searchTidy(path) : this.#searchUntidy(path);
  }

  #searchTidy(path: string): Located | null {
    for (const end of entryEnds(path, this.#suffixes, this.#mounts.keys(), this.#style)) {
      const entry = path.slice(0, end);
      const mustOpen = end < path.length || this.#mounts.has(entry);
      const finder = mustOpen ? this.#importers.get(entry) : this.#importers.peek(entry);
      if (finder !== null) return this.#remember(entry, finder, path);
    }
    return null;
  }

  #searchUntidy(path: string): Located | null {
    const clean = tidy(path, this.#style);
    const isDirectory = isBoundary(path, path.length - 1, this.#style) && clean.length < path.length;
    const located = this.#searchTidy(clean);
    if (located !== null || !isDirectory) return located;
    for (const end of entryEnds(clean, this.#suffixes, this.#mounts.keys(), this.#style)) {
      if (end < clean.length) continue;
      const finder = this.#importers.get(clean);
      if (finder !== null) return this.#remember(clean, finder, clean);
    }
    return null;
  }

  #remember(entry: PathEntry, finder: Finder, path: string): Located {
    this.#lastEntry = entry;
    this.#lastFinder = finder;
    return this.#located(finder, path, entry.length);
  }

  #located(finder: Finder, path: string, entryLength: number): Located {
    const name = path.slice(entryLength + 1);
    return { finder, name: this.#style === 'win32' ? name.replaceAll('\\', '/') : name };
  }

  #forgetLast(): void {
    this.#generation += 1;
    this.#lastEntry = '';
    this.#lastFinder = undefined;
  }

  /** One suffix, and mounts that a relative path cannot name without it: the case of almost every program. */
  #renewScreen(): void {
    const [suffix = '', ...others] = this.#hooks.suffixes;
    const isEnough =
      others.length === 0 &&
      this.#style === 'posix' &&
      [...this.#mounts.keys()].every((entry) => entry.slice(entry.lastIndexOf('/')).includes(suffix));
    this.#screen.needle = isEnough ? suffix : '';
  }

  #renew(): void {
    this.#revision = this.#hooks.revision;
    const { suffixes } = this.#hooks;
    // Windows does not tell '.ZIP' from '.zip'. Mixed case is left out: lowering every path would cost an allocation each.
    this.#suffixes =
      this.#style === 'win32' ? suffixes.flatMap((suffix) => [suffix.toLowerCase(), suffix.toUpperCase()]) : suffixes;
    this.invalidate();
  }
}
