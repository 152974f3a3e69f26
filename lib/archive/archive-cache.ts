// Archives that are open already, by path and identity: asking again after an invalidation costs a stat, not a parse.
import { LRUCache } from 'lru-cache';
import { type Archive, openArchive } from './archive.ts';
import { type FileStats, identityOf } from './byte-source.ts';

const MOST_BYTES = 64 * 1024 * 1024;

/** Bounded. An archive that falls out is not closed: its holders keep it, and its descriptor goes with the last of them. */
export class ArchiveCache {
  #archives: LRUCache<string, Archive> | undefined;
  readonly #maxSize: number;

  /** @param maxSize bytes that the indexes of remembered archives take at most */
  constructor(maxSize: number = MOST_BYTES) {
    this.#maxSize = maxSize;
  }

  /**
   * The open archive at `path` when it is still the file that `stats` describe, else a newly opened one.
   * @throws what {@link openArchive} throws
   */
  open(path: string, stats: FileStats): Archive {
    this.#archives ??= new LRUCache({ maxSize: this.#maxSize, sizeCalculation: ({ indexBytes }) => indexBytes });
    const known = this.#archives.get(path);
    if (known?.isOpen === true && known.identity === identityOf(stats)) return known;
    const archive = openArchive(path);
    this.#archives.set(path, archive);
    return archive;
  }
}
