// The one error class of the project and the one table of its codes.

/**
 * Every code that zipimport throws, with what it means. Codes change only in a major version; messages may change in a patch.
 * Errors that Node's callers expect (`ERR_MODULE_NOT_FOUND`, `MODULE_NOT_FOUND`, `ENOENT`, `EROFS` ...) are Node's own and are not listed.
 */
export const ERROR_CODES = {
  ERR_ZIPIMPORT_ARCHIVE_MISSING: 'The archive that was named does not exist.',
  ERR_ZIPIMPORT_ARCHIVE_NOT_A_FILE: 'The archive that was named is a directory or a special file.',
  ERR_ZIPIMPORT_ARCHIVE_UNREADABLE: 'The archive could not be opened or read.',
  ERR_ZIPIMPORT_ARCHIVE_CHANGED: 'The archive was modified in place while it was open.',
  ERR_ZIPIMPORT_ARCHIVE_CLOSED: 'The archive was closed.',
  ERR_ZIPIMPORT_EOCD_MISSING: 'No end of central directory record: not a zip archive, or cut off.',
  ERR_ZIPIMPORT_EOCD_AMBIGUOUS: 'More than one end of central directory record could be meant.',
  ERR_ZIPIMPORT_EOCD_INVALID: 'The end of central directory record contradicts the file.',
  ERR_ZIPIMPORT_ARCHIVE_SPLIT: 'The archive is one part of a split archive.',
  ERR_ZIPIMPORT_DIRECTORY_TRUNCATED: 'The central directory ends before its last record does.',
  ERR_ZIPIMPORT_DIRECTORY_INVALID:
    'The central directory holds something that is not a record, or more or fewer records than announced.',
  ERR_ZIPIMPORT_LOCAL_HEADER_MISMATCH: 'The local header of a member contradicts the central directory.',
  ERR_ZIPIMPORT_MEMBER_NAME_UNSAFE:
    'A member name is absolute, climbs out of the archive, or holds a character that no path may.',
  ERR_ZIPIMPORT_MEMBER_NAME_DUPLICATE: 'Two members have the same name.',
  ERR_ZIPIMPORT_MEMBER_OVERLAP: 'Two members share bytes of the archive.',
  ERR_ZIPIMPORT_MEMBER_TRUNCATED: 'The data of a member ends before its announced size.',
  ERR_ZIPIMPORT_MEMBER_SIZE_MISMATCH: 'The data of a member inflates to another size than announced.',
  ERR_ZIPIMPORT_MEMBER_TOO_LARGE: 'A member is larger than one Buffer can be.',
  ERR_ZIPIMPORT_MEMBER_CORRUPT: 'The compressed data of a member cannot be decoded.',
  ERR_ZIPIMPORT_MEMBER_CRC_MISMATCH: 'The content of a member fails its CRC-32.',
  ERR_ZIPIMPORT_MEMBER_ENCRYPTED: 'A member is encrypted.',
  ERR_ZIPIMPORT_METHOD_UNSUPPORTED: 'A member is compressed with a method that this Node.js cannot decode.',
  ERR_ZIPIMPORT_MEMBER_SPECIAL: 'A member is a device or socket, which has no content.',
  ERR_ZIPIMPORT_LINK_UNSAFE: 'A symbolic link in the archive leads out of the archive.',
  ERR_ZIPIMPORT_ENTRY_MISSING: 'An archive was started that names no entry point and has no index.',
  ERR_ZIPIMPORT_NATIVE_UNLOADABLE: 'No strategy could load a native member here.',
  ERR_ZIPIMPORT_NATIVE_PLATFORM: 'A native member is built for another operating system, processor or C library.',
  ERR_ZIPIMPORT_NATIVE_MAP_INVALID: 'The map of native members in a package.json is no such map, or leads nowhere.',
  ERR_ZIPIMPORT_NATIVE_TRUNCATED: 'A native member ends before its headers say.',
  ERR_ZIPIMPORT_TYPESCRIPT_UNSUPPORTED:
    'A TypeScript member was asked for where neither Node.js nor an installed tsx turns it into JavaScript.',
  ERR_ZIPIMPORT_SOURCELESS_UNLOADABLE:
    'A module without source was compiled for another version of V8, or its code is damaged.',
  ERR_ZIPIMPORT_CWD_IN_ARCHIVE: 'A process was to start in a folder that is inside an archive.',
  ERR_ZIPIMPORT_PLUGIN_INVALID: 'A plug-in module, path hook, loader or finder does not have the shape it must have.',
  ERR_ZIPIMPORT_POLICY_UNREADABLE: 'The policy file that was named is missing or cannot be read.',
  ERR_ZIPIMPORT_POLICY_INVALID: 'The policy file is not JSON, or a key in it is unknown or has a wrong value.',
  ERR_ZIPIMPORT_POLICY_DENIED: 'The policy does not allow the native member to be loaded.',
  ERR_ZIPIMPORT_CACHE_UNAVAILABLE: 'No directory could be used to extract members to.',
  ERR_ZIPIMPORT_PACK_UNREADABLE: 'A file that is to be packed cannot be read, or changed while it was.',
  ERR_ZIPIMPORT_PACK_UNWRITABLE: 'The archive that is packed cannot be written.',
  ERR_ZIPIMPORT_PACK_NAME_INVALID: 'A file that is to be packed has a name that no member may have.',
  ERR_ZIPIMPORT_PACK_LINK_OUTSIDE: 'A symbolic link that is to be packed leads out of the folder.',
  ERR_ZIPIMPORT_RECORD_FAILED: 'A program that was run to record it ended with an error, or left no recording.',
  ERR_ZIPIMPORT_COMPILE_FAILED: 'A Node.js that was to compile the packed modules could not do it.',
  ERR_ZIPIMPORT_PACK_OPTION_INVALID: 'pack was given an option or value that it does not know.',
  ERR_ZIPIMPORT_NODE_UNSUPPORTED: 'This Node.js lacks what zipimport needs.',
} as const;

export type ErrorCode = keyof typeof ERROR_CODES;

/** What an error knows besides its message. Offsets are bytes from the start of the archive file. */
export interface ErrorDetails {
  readonly archive?: string | undefined;
  readonly member?: string | undefined;
  readonly offset?: number | undefined;
  readonly expected?: string | number | undefined;
  readonly actual?: string | number | undefined;
  readonly cause?: unknown;
}

/** An archive, member or configuration that is ours and broken. "Not ours" is null, never an error. */
export class ZipImportError extends Error {
  // Whatever a bundler makes of the class, its name stays the one that is printed.
  static {
    Object.defineProperty(ZipImportError, 'name', { value: 'ZipImportError' });
    Object.defineProperty(ZipImportError.prototype, 'name', {
      value: 'ZipImportError',
      writable: true,
      configurable: true,
    });
  }

  readonly code: ErrorCode;
  readonly archive: string | undefined;
  readonly member: string | undefined;
  readonly offset: number | undefined;
  readonly expected: string | number | undefined;
  readonly actual: string | number | undefined;

  /**
   * @param code one of {@link ERROR_CODES}
   * @param message what is wrong, where, and what to do about it
   */
  constructor(code: ErrorCode, message: string, details: ErrorDetails = {}) {
    super(message, details.cause === undefined ? undefined : { cause: details.cause });
    this.code = code;
    this.archive = details.archive;
    this.member = details.member;
    this.offset = details.offset;
    this.expected = details.expected;
    this.actual = details.actual;
  }
}
