// The ordered table of loaders and its picker: newest first, so that a third party can take over any kind of member.
import { ZipImportError } from '../lib/errors.ts';
import type { Member } from '../lib/finders/finder.ts';
import type { Loader, LoadSituation } from './loader.ts';

/** What was picked for a member, and who was passed over for which reason. */
export interface Pick {
  /** null when no loader accepts the member and is available. */
  readonly loader: Loader | null;
  readonly refused: readonly { readonly loader: Loader; readonly reason: string }[];
}

const NOBODY_REFUSED: Pick['refused'] = [];

/** The loaders of one runtime. */
export class LoaderTable {
  readonly #builtIn: () => readonly Loader[];
  #loaders: readonly Loader[] = [];

  /** @param builtIn what is asked last, in this order; called when the first member is to be loaded, and then for each */
  constructor(builtIn: () => readonly Loader[] = () => []) {
    this.#builtIn = builtIn;
  }

  /**
   * Puts `loader` in front of all others.
   * @returns the undo, which removes this registration only
   * @throws ERR_ZIPIMPORT_PLUGIN_INVALID when a property is missing
   */
  add(loader: Loader): () => void {
    if (typeof loader?.name !== 'string' || typeof loader.accepts !== 'function' || typeof loader.load !== 'function') {
      throw new ZipImportError(
        'ERR_ZIPIMPORT_PLUGIN_INVALID',
        'A loader needs a name (string) and the functions accepts(member) and load(request).',
      );
    }
    // Wrapped, so that the same loader added twice is removed one registration at a time.
    const registration: Loader = Object.create(loader) as Loader;
    this.#loaders = [registration, ...this.#loaders];
    return () => {
      this.#loaders = this.#loaders.filter((other) => other !== registration);
    };
  }

  /** The first loader that accepts the member and is available. */
  pick(member: Member, situation: LoadSituation): Pick {
    let refused = NOBODY_REFUSED;
    for (const loaders of [this.#loaders, this.#builtIn()]) {
      for (const loader of loaders) {
        if (!loader.accepts(member, situation)) continue;
        const available = loader.available?.() ?? true;
        if (available === true) return { loader, refused };
        refused = [...refused, { loader, reason: available }];
      }
    }
    return { loader: null, refused };
  }
}
