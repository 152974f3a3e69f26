// The path hook and the finder for zip archives: how an Archive answers for one path entry.
import type { Stats } from 'node:fs';
import type { Archive } from '../archive/archive.ts';
import { ArchiveCache } from '../archive/archive-cache.ts';
import { ZipImportError } from '../errors.ts';
import { statSync } from '../original-fs.ts';
import type { Finder, Member, MemberName, PathEntry, PathHook, TextAround } from './finder.ts';
import { OWN_FOLDER } from './own-folder.ts';

/** Answers for one zip archive. An archive that is replaced on disk by rename keeps answering with its old content. */
export class ZipFinder implements Finder {
  readonly entry: PathEntry;
  readonly #archive: Archive;

  constructor(entry: PathEntry, archive: Archive) {
    this.entry = entry;
    this.#archive = archive;
  }

  get hasLinks(): boolean {
    return this.#archive.hasLinks;
  }

  get isSealed(): boolean {
    return this.#archive.isSealed;
  }

  lookup(name: MemberName): Member | undefined {
    return this.#archive.lookup(name);
  }

  list(name: MemberName): readonly string[] | undefined {
    const names = this.#archive.list(name);
    // What was packed for this package itself is no part of the program: its folder is not there from a directory.
    return name === '' && names?.includes(OWN_FOLDER) === true ? names.filter((other) => other !== OWN_FOLDER) : names;
  }

  read(member: Member): Buffer {
    return this.#archive.read(member);
  }

  readText(member: Member, around?: TextAround): string {
    return this.#archive.readText(member, around);
  }

  readRange(member: Member, offset: number, length: number, into?: Buffer): Buffer | null {
    return this.#archive.readRange(member, offset, length, into);
  }

  /** Closes the archive, also for other finders that the same hook gave out for the same file. */
  close(): void {
    this.#archive.close();
  }
}

/**
 * A path hook for zip archives, with its own memory of open ones. It answers with a ZipFinder for a file that is a zip archive: by its
 * name (`.zip`), or under any other name by its end record, as for a runtime or a shebang with an archive behind it. Null when nothing
 * is there, for a directory, and for a file that is neither.
 * The hook throws what `openArchive` throws, for a `.zip` that is broken or another file that has an end record and is broken.
 */
export function createZipPathHook(archives: ArchiveCache = new ArchiveCache()): PathHook {
  return (entry) => {
    const stats = fileStats(entry);
    if (stats === null) return null;
    try {
      return new ZipFinder(entry, archives.open(entry, stats));
    } catch (error) {
      if (!(error instanceof ZipImportError)) throw error;
      // Gone between the two looks at it.
      if (error.code === 'ERR_ZIPIMPORT_ARCHIVE_MISSING') return null;
      if (error.code === 'ERR_ZIPIMPORT_EOCD_MISSING' && !isZipName(entry)) return null;
      throw error;
    }
  };
}

/** {@link createZipPathHook} for those who need no second one. */
export const zipPathHook: PathHook = createZipPathHook();

function isZipName(entry: PathEntry): boolean {
  return entry.slice(-4).toLowerCase() === '.zip';
}

// Null for what is not a file, and for what cannot be looked at (no permission on the way, too long, a link loop): it is not there
// for an import either. What Node's permission model hides is another matter: the user can grant it, and should be told.
function fileStats(entry: PathEntry): Stats | null {
  try {
    const stats = statSync(entry, { throwIfNoEntry: false });
    return stats?.isFile() === true ? stats : null;
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code !== 'ERR_ACCESS_DENIED' || !isZipName(entry)) return null;
    const message = `Cannot open archive ${entry}: Node.js was started with --permission and without --allow-fs-read=${entry}.`;
    throw new ZipImportError('ERR_ZIPIMPORT_ARCHIVE_UNREADABLE', message, { archive: entry, cause });
  }
}
