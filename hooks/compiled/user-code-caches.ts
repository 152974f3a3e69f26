// Code caches that lie in the user's cache directory: for archives that hold none for this V8, where the policy lets them be written.
import { createHash } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import type { Finder, Member } from '../../lib/finders/finder.ts';
import { CodeCache } from '../../loaders/compiled/code-cache.ts';
import type { CodeCaches } from '../../loaders/compiled/code-cache-loader.ts';
import { encodeCodeCache, type RecordedCode } from '../../loaders/compiled/code-cache-writer.ts';
import { blobName } from '../../loaders/compiled/format.ts';
import { objectionToOwner } from '../../loaders/native/extraction-cache-content.ts';
import { openRoot, rootCandidates } from '../../loaders/native/extraction-cache-roots.ts';

const MOST_BYTES = 512 * 1024 * 1024;
const FOLDER = 'compiled';

export class UserCodeCaches {
  readonly #folder: string;

  private constructor(folder: string) {
    this.#folder = folder;
  }

  /**
   * @param directory of the policy, or null for the user's own
   * @returns null where no directory is there that only this user can write into: code caches are a gain, never a condition
   */
  static open(directory: string | null): UserCodeCaches | null {
    for (const candidate of rootCandidates(directory)) {
      if (candidate.directory === null) continue;
      try {
        return new UserCodeCaches(openRoot(path.join(openRoot(candidate.directory), FOLDER)));
      } catch {
        // The next one.
      }
    }
    return null;
  }

  /** Where Node.js may keep the code caches of ES modules. */
  get moduleFolder(): string {
    return path.join(this.#folder, 'modules');
  }

  /** What is there for an archive; null when there is nothing, or nothing to be trusted. */
  find(archive: string): CodeCaches | null {
    const blob = this.#read(archive);
    if (blob === null) return null;
    const cache = CodeCache.open((offset, length) => blob.subarray(offset, offset + length));
    if (cache === null) return null;
    return {
      moduleSourceBytes: cache.moduleSourceBytes,
      find: ({ name, crc32, size }: Member) => cache.find(name, crc32, size),
      data: (code) => cache.data(code),
      text: () => null,
    };
  }

  /**
   * Adds `recorded` to what is there for an archive. Whole, or not at all: of two processes that end together one wins.
   * @param isKept whether what is there was taken by V8, and is kept
   */
  save(finder: Finder, recorded: readonly RecordedCode[], isKept: boolean): void {
    if (recorded.length === 0) return;
    const codes = new Map(recorded.map((code) => [code.name, code]));
    if (isKept) for (const code of this.#known(finder)) if (!codes.has(code.name)) codes.set(code.name, code);
    const file = this.#file(finder.entry);
    const temporary = `${file}.${process.pid}.tmp`;
    try {
      fs.writeFileSync(temporary, encodeCodeCache([...codes.values()]), { mode: 0o600, flag: 'wx' });
      fs.renameSync(temporary, file);
      this.#prune();
    } catch {
      fs.rmSync(temporary, { force: true });
    }
  }

  #known(finder: Finder): RecordedCode[] {
    const blob = this.#read(finder.entry);
    const cache = blob === null ? null : CodeCache.open((offset, length) => blob.subarray(offset, offset + length));
    const known: RecordedCode[] = [];
    for (const [name, code] of cache?.entries() ?? []) {
      const member = finder.lookup(name);
      const data = cache?.data(code);
      if (member === undefined || data === null || data === undefined) continue;
      if (cache?.find(name, member.crc32, member.size) !== undefined) known.push({ ...code, name, data });
    }
    return known;
  }

  #read(archive: string): Buffer | null {
    let fd: number | undefined;
    try {
      fd = fs.openSync(this.#file(archive), fs.constants.O_RDONLY | (fs.constants.O_NOFOLLOW ?? 0));
      const stats = fs.fstatSync(fd);
      return stats.isFile() && objectionToOwner(stats) === null ? fs.readFileSync(fd) : null;
    } catch {
      return null;
    } finally {
      if (fd !== undefined) fs.closeSync(fd);
    }
  }

  #file(archive: string): string {
    const key = createHash('sha256').update(archive).digest('hex').slice(0, 32);
    return path.join(this.#folder, `${key}-${blobName()}`);
  }

  // The oldest go first, what a killed process left among them.
  #prune(): void {
    const files = fs.readdirSync(this.#folder, { withFileTypes: true }).flatMap((entry) => {
      const stats = entry.isFile()
        ? fs.statSync(path.join(this.#folder, entry.name), { throwIfNoEntry: false })
        : undefined;
      return stats === undefined ? [] : [{ name: entry.name, size: stats.size, mtimeMs: stats.mtimeMs }];
    });
    let bytes = files.reduce((sum, { size }) => sum + size, 0);
    for (const { name, size } of files.sort((a, b) => a.mtimeMs - b.mtimeMs)) {
      if (bytes <= MOST_BYTES) return;
      fs.rmSync(path.join(this.#folder, name), { force: true });
      bytes -= size;
    }
  }
}
