// What a policy says, as every part of the project reads it: all keys there, defaults filled in. How a file becomes one is in read-policy.ts.

/** Ways to load a native member. */
export type NativeWay = 'memory' | 'extract';

/** One item of `rules`: where all of its conditions hold, `native` decides. The last rule that holds wins. */
export interface PolicyRule {
  /** Names or globs of package names; any of them. Absent: every member, also of no package. */
  readonly package?: readonly string[] | undefined;
  /** Globs of member names; any of them. */
  readonly member?: readonly string[] | undefined;
  /** Globs of absolute paths of archives; any of them. */
  readonly archive?: readonly string[] | undefined;
  /** `os`, `os-arch` or `os-arch-libc`, or globs of them: 'linux', 'linux-x64', 'linux-x64-musl', '*-arm64'. */
  readonly platform?: readonly string[] | undefined;
  /** In order of preference; empty: denied. */
  readonly native: readonly NativeWay[];
}

/** What is unpacked to real files, and where. */
export interface ExtractPolicy {
  /** Absolute path of the directory of the extraction cache; null for the user's own cache directory. */
  readonly directory: string | null;
  /** Names or globs of packages that are unpacked whole. */
  readonly packages: readonly string[];
  /** Globs of member names that are unpacked; what one glob matches is unpacked together. */
  readonly members: readonly string[];
  /** Whether files that are there already are read and compared with their hash before they are used. */
  readonly verify: boolean;
  /** true: until somebody prunes; false: until this process ends; a number: milliseconds after the last use. */
  readonly keep: boolean | number;
}

export interface Policy {
  /** Absolute path of the file that it was read from; null for the defaults. */
  readonly file: string | null;
  /** In order of preference; empty: denied. */
  readonly native: readonly NativeWay[];
  readonly rules: readonly PolicyRule[];
  readonly extract: ExtractPolicy;
  /** Absolute paths of more path entries, after those of ZIPIMPORT_PATH; globs are resolved. */
  readonly path: readonly string[];
  /** Whether code caches are used, and written beside the archive. */
  readonly compiled: { readonly read: boolean; readonly write: boolean };
}

/** In force where there is no policy file, and the value of each key that a file leaves out. */
export const DEFAULT_POLICY: Policy = {
  file: null,
  native: ['memory', 'extract'],
  rules: [],
  extract: { directory: null, packages: [], members: [], verify: true, keep: true },
  path: [],
  compiled: { read: true, write: false },
};
