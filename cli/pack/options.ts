// What can be asked of pack, and what it answers: data only.

/** How the content of a member is stored. */
export type MethodName = 'store' | 'deflate' | 'zstd';

/** Which members are stored how; of several rules the first that matches counts. */
export interface MethodRule {
  /** A glob over the member's whole name (`**\/*.json`), or an extension with its dot (`.json`). */
  readonly match: string;
  readonly method: MethodName;
  /** Deflate 1 to 9, zstd 1 to 22. */
  readonly level?: number;
}

/** A member that is made, not found: an index, code caches. */
export interface ArchiveExtra {
  readonly name: string;
  readonly content: Uint8Array;
  readonly method: 'store';
}

/** A member as it stands in the archive. */
export interface WrittenMember {
  /** As stored; directories end with '/'. */
  readonly name: string;
  /** 0 stored, 8 deflate, 93 zstd. */
  readonly method: number;
  readonly crc32: number;
  /** Bytes in the archive. */
  readonly compressedSize: number;
  readonly size: number;
  /** Of the local header, bytes from the start of the file. */
  readonly offset: number;
  /** With the type: 0o100644, 0o120777 ... */
  readonly mode: number;
}

/** How far packing is. */
export interface PackProgress {
  readonly members: number;
  readonly totalMembers: number;
  readonly bytes: number;
  readonly totalBytes: number;
}

/** How a program is recorded. */
export interface CompileOptions {
  /** Executables of Node.js; default: the one that packs. */
  readonly nodes?: readonly string[];
  /** Further command lines beside the program itself: each a member to start, and its arguments. */
  readonly warm?: readonly (readonly string[])[];
  /** Milliseconds after which a run is told to end by SIGTERM, as servers must be; default 10 000. */
  readonly patience?: number;
}

/** How sources are replaced by code. */
export interface SourcelessOptions {
  /** Executables of the versions of Node.js that it is made for; default: the one that packs. */
  readonly nodes?: readonly string[];
  /** Members whose source stays, by patterns as in .gitignore. */
  readonly keep?: readonly string[];
}

export interface PackOptions {
  /** The folder whose content becomes the archive. */
  readonly directory: string;
  /** Path of the archive; an existing file is replaced when the new one is whole. */
  readonly output: string;
  /** Patterns as in .gitignore, after those of `.zipimportignore`. */
  readonly exclude?: readonly string[];
  /** Leaves out the packages that only "devDependencies" lead to, and those that nothing leads to. */
  readonly production?: boolean;
  /** `os-cpu` or `os-cpu-libc`, such as 'linux-x64-glibc'; what is for other platforms only is left out. */
  readonly platforms?: readonly string[];
  /** Before the defaults: what is compressed already is stored, everything else deflated at level 6. */
  readonly methods?: readonly MethodRule[];
  /** Names of members that are stored where no rule of `methods` matches. */
  readonly stored?: readonly string[];
  /** Adds `.zipimport/manifest.json` with the SHA-256 of every member. */
  readonly manifest?: boolean;
  /** What becomes of links that lead out of the folder: an error (default), their content in their place, or nothing. */
  readonly outsideLinks?: 'refuse' | 'copy' | 'drop';
  /** Makes a file that runs by itself where there is Node.js. */
  readonly executable?: boolean;
  /** Runs the program from the archive, once per Node.js, and packs V8's code caches of that run, in its order. */
  readonly compile?: CompileOptions;
  /** Packs V8's code of CommonJS modules in place of their source. */
  readonly sourceless?: SourcelessOptions;
  /** Adds `.zipimport/index`, with which the archive opens faster; default true. */
  readonly index?: boolean;
  /** Names of members that come first, in this order; names that are not there are passed over. */
  readonly order?: readonly string[];
  /** Members to be written before all others, behind the bundles of an executable. */
  readonly leading?: readonly ArchiveExtra[];
  /** Members to append, made when all others are written. */
  readonly extras?: (written: readonly WrittenMember[]) => readonly ArchiveExtra[] | Promise<readonly ArchiveExtra[]>;
  readonly onProgress?: (progress: PackProgress) => void;
  /** Stops; nothing is left behind. */
  readonly signal?: AbortSignal;
}

/** What one package takes. */
export interface PackageShare {
  /** Of its folder: 'node_modules/a'; '.' is the app itself. */
  readonly name: string;
  readonly members: number;
  readonly size: number;
  readonly compressedSize: number;
}

/** Something of a member that whoever runs the archive should know. */
export interface PackNote {
  readonly member: string;
  readonly note: string;
}

export interface PackSummary {
  readonly output: string;
  readonly members: number;
  readonly links: number;
  /** Bytes of the contents. */
  readonly bytesIn: number;
  /** Bytes of the file. */
  readonly bytesOut: number;
  /** How many members are stored how. */
  readonly methods: Readonly<Record<MethodName, number>>;
  /** Largest first, ten at most. */
  readonly packages: readonly PackageShare[];
  /** Native addons and programs. */
  readonly natives: readonly PackNote[];
  /** What cannot run from the archive, or not everywhere, and why. */
  readonly warnings: readonly PackNote[];
  /** Folders and files that were left out, by reason; what an exclude pattern names is not listed. */
  readonly dropped: {
    readonly production: readonly string[];
    readonly platform: readonly string[];
    readonly links: readonly string[];
  };
  /** By Node.js version: modules whose code caches were packed. */
  readonly compiled: readonly { readonly node: string; readonly modules: number }[];
  /** Versions of Node.js that modules were compiled for, how many, and those whose source stays; null when it was not asked for. */
  readonly sourceless: {
    readonly compiledFor: readonly { readonly node: string; readonly v8: string; readonly arch: string }[];
    readonly modules: number;
    readonly kept: readonly PackNote[];
  } | null;
  /** SHA-256 over the manifest's members, hexadecimal; null without a manifest. */
  readonly root: string | null;
  /** Further files that were written: the `.cmd` beside an executable. */
  readonly companions: readonly string[];
}
