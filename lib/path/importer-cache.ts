// Path entry -> finder, or null where no hook claims it: each entry is asked for once.
import type { Finder, PathEntry } from '../finders/finder.ts';
import { statSync } from '../original-fs.ts';
import type { PathHooks } from './path-hooks.ts';

/**
 * Remembers finders and refusals until told otherwise. Not remembered: that an entry is missing, because a program may write the
 * archive and then import from it, and errors, because a broken archive may be replaced by a whole one.
 */
export class ImporterCache {
  readonly #hooks: PathHooks;
  readonly #finders = new Map<PathEntry, Finder | null>();
  /** Entries that a hook is looking at: it reads the container through a patched `fs`, which must not ask for the entry in turn. */
  readonly #opening = new Set<PathEntry>();

  constructor(hooks: PathHooks) {
    this.#hooks = hooks;
  }

  /** The finder for `entry`, asking the hooks the first time; null when none claims it. @throws what the hooks throw */
  get(entry: PathEntry): Finder | null {
    const known = this.#finders.get(entry);
    if (known !== undefined) return known;
    if (this.#opening.has(entry)) return null;
    this.#opening.add(entry);
    try {
      const finder = this.#hooks.find(entry);
      if (finder !== null || exists(entry)) this.#finders.set(entry, finder);
      return finder;
    } finally {
      this.#opening.delete(entry);
    }
  }

  /** The finder that is already there, or null; asks nobody. */
  peek(entry: PathEntry): Finder | null {
    return this.#finders.get(entry) ?? null;
  }

  /**
   * Forgets one entry, or all. Finders are not closed: whoever holds one keeps using it, with the content it was opened with.
   */
  invalidate(entry?: PathEntry): void {
    if (entry === undefined) this.#finders.clear();
    else this.#finders.delete(entry);
  }
}

function exists(entry: PathEntry): boolean {
  try {
    return statSync(entry, { throwIfNoEntry: false }) !== undefined;
  } catch {
    return false;
  }
}
