// The path hook and the finder for zip archives: how an Archive answers for one path entry.
import { type Archive, openArchive } from '../archive/archive.ts';
import { ZipImportError } from '../errors.ts';
import { statSync } from '../original-fs.ts';
import type { Finder, Member, MemberName, PathEntry, PathHook } from './finder.ts';

/** Answers for one zip archive. An archive that is replaced on disk by rename keeps answering with its old content. */
export class ZipFinder implements Finder {
  readonly entry: PathEntry;
  readonly hasLinks: boolean;
  readonly #archive: Archive;

  constructor(entry: PathEntry, archive: Archive) {
    this.entry = entry;
    this.hasLinks = archive.hasLinks;
    this.#archive = archive;
  }

  lookup(name: MemberName): Member | undefined {
    return this.#archive.lookup(name);
  }

  list(name: MemberName): readonly string[] | undefined {
    return this.#archive.list(name);
  }

  read(member: Member): Buffer {
    return this.#archive.read(member);
  }

  close(): void {
    this.#archive.close();
  }
}

/**
 * A ZipFinder for a file that is a zip archive: by its name (`.zip`), or under any other name by its end record, as for a runtime
 * or a shebang with an archive behind it. Null when nothing is there, for a directory, and for a file that is neither.
 * @throws what {@link openArchive} throws, for a `.zip` that is broken or another file that has an end record and is broken
 */
export const zipPathHook: PathHook = (entry) => {
  if (!isFile(entry)) return null;
  try {
    return new ZipFinder(entry, openArchive(entry));
  } catch (error) {
    const isOther = error instanceof ZipImportError && error.code === 'ERR_ZIPIMPORT_EOCD_MISSING' && !isZipName(entry);
    if (isOther) return null;
    throw error;
  }
};

function isZipName(entry: PathEntry): boolean {
  return entry.slice(-4).toLowerCase() === '.zip';
}

function isFile(entry: PathEntry): boolean {
  try {
    return statSync(entry, { throwIfNoEntry: false })?.isFile() === true;
  } catch {
    // What cannot be looked at (no permission on the way, too long, a link loop) is not there for an import either.
    return false;
  }
}
