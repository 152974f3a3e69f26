// The extraction cache: members as real files, under names that their content decides.

/** One member to be unpacked. */
export interface ExtractedFile {
  /** '/'-separated, relative, without '.' and '..' segments. */
  readonly name: string;
  readonly content: Buffer;
  /** Whether the operating system is to run or map it: addons, shared libraries, programs, scripts. Checks that the disk allows it. */
  readonly executable: boolean;
}

export interface ExtractionCacheOptions {
  /** Absolute path; absent or null: the first usable one of the user's cache directory and a fall-back. */
  readonly directory?: string | null | undefined;
  /** Whether files that are there already are compared with their hash before they are used; true by default. */
  readonly verify?: boolean | undefined;
  /** As in the policy's `extract.keep`; true by default. */
  readonly keep?: boolean | number | undefined;
}

/** A content-addressed directory of unpacked members. Safe with any number of processes at once and when they are killed. */
export interface ExtractionCache {
  /**
   * Unpacks the files, or finds them unpacked, and checks them.
   * @returns absolute real path of a directory that holds them in their relative layout; nothing removes it while this process lives
   * @throws ERR_ZIPIMPORT_CACHE_UNAVAILABLE with each directory that was tried and why it failed
   */
  extract(files: readonly ExtractedFile[]): string;
  /** The same for one file. @returns absolute real path of the file */
  place(file: ExtractedFile): string;
}

export declare function openExtractionCache(options?: ExtractionCacheOptions): ExtractionCache;
