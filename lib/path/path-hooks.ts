// The ordered list of path hooks: the first that does not answer null has claimed the entry.
import { ZipImportError } from '../errors.ts';
import type { Finder, PathEntry, PathHook } from '../finders/finder.ts';

export interface PathHookOptions {
  /** Endings of names that may be path entries wherever they occur in a path, such as '.zip'. Without one, only mounted entries are asked for. */
  readonly suffixes?: readonly string[];
}

interface Registration {
  readonly hook: PathHook;
  readonly suffixes: readonly string[];
}

/** Newest first, so that a program can override what is built in (added first, hence asked last). */
export class PathHooks {
  #registrations: readonly Registration[] = [];
  #suffixes: readonly string[] = [];
  #revision = 0;
  readonly #listeners: (() => void)[] = [];

  /** Every suffix that some hook claims, once. */
  get suffixes(): readonly string[] {
    return this.#suffixes;
  }

  /** Changes with every change of the list. */
  get revision(): number {
    return this.#revision;
  }

  /** Calls `listener` after every change of the list, for as long as the list lives. */
  onChange(listener: () => void): void {
    this.#listeners.push(listener);
  }

  /**
   * Adds a hook in front of all others.
   * @returns the undo, which removes this registration and nothing else
   * @throws ERR_ZIPIMPORT_PLUGIN_INVALID
   */
  add(hook: PathHook, options: PathHookOptions = {}): () => void {
    if (typeof hook !== 'function') throw invalid(`A path hook must be a function, not ${describe(hook)}.`);
    const suffixes = options.suffixes ?? [];
    const areSuffixes =
      Array.isArray(suffixes) && suffixes.every((suffix) => typeof suffix === 'string' && suffix !== '');
    if (!areSuffixes)
      throw invalid(`The suffixes of a path hook must be non-empty strings, not ${describe(suffixes)}.`);
    const registration: Registration = { hook, suffixes: [...suffixes] };
    this.#replace([registration, ...this.#registrations]);
    return () => {
      if (!this.#registrations.includes(registration)) return;
      this.#replace(this.#registrations.filter((other) => other !== registration));
    };
  }

  /** The finder of the first hook that claims `entry`, or null. @throws ERR_ZIPIMPORT_PLUGIN_INVALID, and what hooks throw */
  find(entry: PathEntry): Finder | null {
    for (const { hook } of this.#registrations) {
      const finder: unknown = hook(entry);
      if (finder === null) continue;
      if (isFinder(finder)) return finder;
      throw invalid(`A path hook must return a finder or null for ${entry}, not ${describe(finder)}.`);
    }
    return null;
  }

  #replace(registrations: readonly Registration[]): void {
    this.#registrations = registrations;
    this.#suffixes = [...new Set(registrations.flatMap(({ suffixes }) => suffixes))];
    this.#revision++;
    for (const listener of this.#listeners) listener();
  }
}

function isFinder(value: unknown): value is Finder {
  if (typeof value !== 'object' || value === null) return false;
  const finder = value as Partial<Record<keyof Finder, unknown>>;
  return (
    typeof finder.entry === 'string' &&
    typeof finder.lookup === 'function' &&
    typeof finder.list === 'function' &&
    typeof finder.read === 'function' &&
    typeof finder.close === 'function'
  );
}

function describe(value: unknown): string {
  if (Array.isArray(value)) return 'an array with other things in it';
  if (typeof value !== 'object' || value === null) return String(value);
  return 'an object without entry, lookup, list, read and close';
}

function invalid(message: string): ZipImportError {
  return new ZipImportError('ERR_ZIPIMPORT_PLUGIN_INVALID', message);
}
