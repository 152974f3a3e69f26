// Archives that are open already, by path and identity: asking again after an invalidation costs a stat, not a parse.
import { LRUCache } from 'lru-cache';
import { type Archive, openArchive } from './archive.ts';
import { type FileStats, identityOf } from './byte-source.ts';

const MOST_BYTES = 64 * 1024 * 1024;

/** Bounded. An archive that falls out is not closed: its holders keep it, and its descriptor goes with the last of them. */
export class ArchiveCache {
  /** Most programs have one archive, and no use for what orders several. */
  #first: Archive | undefined;
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
    const known = this.#archives === undefined ? this.#first : this.#archives.get(path);
    if (known?.path === path && known.isOpen && known.identity === identityOf(stats)) return known;
    const archive = openArchive(path);
    this.#remember(archive);
    return archive;
  }

  #remember(archive: Archive): void {
    const first = this.#first;
    if (this.#archives === undefined && (first === undefined || first.path === archive.path)) {
      this.#first = archive.indexBytes <= this.#maxSize ? archive : undefined;
      return;
    }
    if (this.#archives === undefined) {
      this.#archives = new LRUCache({ maxSize: this.#maxSize, sizeCalculation: ({ indexBytes }) => indexBytes });
      if (first !== undefined) this.#archives.set(first.path, first);
      this.#first = undefined;
    }
    this.#archives.set(archive.path, archive);
  }
}
