// What a path entry answers: the interface that zip archives, directories and third parties' containers share.

/** Absolute path of one item of the search path, in the platform's spelling: an archive, a directory, anything a path hook claims. */
export type PathEntry = string;

/** '/'-separated name of a member below its path entry; no leading, trailing or doubled '/'; '' is the entry's own root. */
export type MemberName = string;

/** One file, directory or symbolic link of a path entry. */
export interface Member {
  readonly name: MemberName;
  readonly kind: 'file' | 'directory' | 'link';
  /** Bytes of the content after inflating; 0 for directories. */
  readonly size: number;
  /** Unix permission bits; 0o444 (files) or 0o555 (directories) where the container does not say. */
  readonly mode?: number;
  /** Milliseconds since 1970 UTC; 0 where the container does not say. */
  readonly mtimeMs?: number;
  /** CRC-32 of the content, where the container knows it. */
  readonly crc32?: number;
  /** A number that tells members of one entry apart and stays the same while the entry does. */
  readonly id?: number;
}

/** What a text is put between while it is still bytes; all ASCII. Joining strings of that size afterwards copies them again. */
export interface TextAround {
  readonly before: Buffer;
  readonly after: Buffer;
}

/**
 * Answers for one path entry. Synchronous, because `require` and in-thread hooks cannot wait.
 * `lookup` and `list` take constant time, hits and misses alike, and read no member data. None of them follows links: {@link followLinks} does.
 */
export interface Finder {
  readonly entry: PathEntry;
  /** Whether any member is a link; where false, nobody looks for them. */
  readonly hasLinks?: boolean;
  /** Whether the members are known to be those that were packed: none came in or went since. Absent: nobody knows. */
  readonly isSealed?: boolean;
  /** The member of that name ('' is the root; directories count, stored or implied), or undefined. */
  lookup(name: MemberName): Member | undefined;
  /** The last name segments of what is directly in that directory, in no promised order, or undefined when it is no directory. */
  list(name: MemberName): readonly string[] | undefined;
  /** Whole, checked content (of a link: its target). The caller must not write into it. Throws; never returns what fails its check. */
  read(member: Member): Buffer;
  /** The content of a text member, decoded from UTF-8, between two texts. Absent: decoded from what {@link read} returns. */
  readText?(member: Member, around?: TextAround): string;
  /**
   * `length` bytes of the content from `offset`, where they can be had without the rest, else null. They are not checked against the
   * CRC-32, which is of the whole: only for who has checks of their own.
   * @param into memory that may be used for them, where it is large enough
   */
  readRange?(member: Member, offset: number, length: number, into?: Buffer): Buffer | null;
  /** Gives up what is held open. Lookups afterwards throw. */
  close(): void;
}

/** A member at the end of all links. */
export interface Found {
  readonly finder: Finder;
  readonly name: MemberName;
  readonly member: Member;
}

/** A finder for `entry`, or null when it is not this hook's kind. Throws when it is and is broken. */
export type PathHook = (entry: PathEntry) => Finder | null;
