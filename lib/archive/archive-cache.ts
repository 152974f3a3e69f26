// Archives that are open already, by path and identity: asking again after an invalidation costs a stat, not a parse.
import { LRUCache } from 'lru-cache';
import { type Archive, openArchive } from './archive.ts';
import { type FileStats, identityOf } from './byte-source.ts';

const MOST_ARCHIVES = 256;

/** Bounded. An archive that falls out is not closed: its holders keep it, and its descriptor goes with the last of them. */
export class ArchiveCache {
  #archives: LRUCache<string, Archive> | undefined;
  readonly #max: number;

  /** @param max archives that are remembered at most */
  constructor(max: number = MOST_ARCHIVES) {
    this.#max = max;
  }

  /**
   * The open archive at `path` when it is still the file that `stats` describe, else a newly opened one.
   * @throws what {@link openArchive} throws
   */
  open(path: string, stats: FileStats): Archive {
    this.#archives ??= new LRUCache({ max: this.#max });
    const known = this.#archives.get(path);
    if (known?.isOpen === true && known.identity === identityOf(stats)) return known;
    const archive = openArchive(path);
    this.#archives.set(path, archive);
    return archive;
  }
}
