// Resolutions of a recorded run that lie ready in the archive: which file each `require`, or each `import`, in it meant. Looked up in place of
// resolving.
import { words } from '../archive/little-endian.ts';
import type { Finder, Member, MemberName } from '../finders/finder.ts';
import { OWN_FOLDER } from '../finders/own-folder.ts';

// All numbers u32, little-endian.
//   0 8 bytes 'ZIRESOL2'   8 files   12 specifiers   16 resolutions   20 bytes of the text   24 endings
//   28 for each file where its resolutions start, and where the last one's end; for each resolution the number of its specifier, and of
//      the file that it leads to; for each file one byte, one of the FORMAT_ constants
//   text, UTF-8, lines: the environment, files, specifiers, and how names of files in the archive end
export const MAGIC: Buffer = Buffer.from('ZIRESOL2', 'latin1');
export const HEADER_BYTES = 28;

/** How a file is loaded is not recorded. */
export const FORMAT_OPEN = 0;
export const FORMAT_COMMONJS = 1;
/** CommonJS unless its syntax is that of an ES module. */
export const FORMAT_BY_SYNTAX = 2;
export const FORMAT_JSON = 3;
export const FORMAT_MODULE = 4;

/** The member that holds where `require` led with a version of Node.js; another one may resolve otherwise. */
export function resolutionsName(node: string = process.versions.node): MemberName {
  return `${OWN_FOLDER}/resolutions/${node}`;
}

/** The same for `import`. */
export function importsName(node: string = process.versions.node): MemberName {
  return `${OWN_FOLDER}/imports/${node}`;
}

/**
 * What besides the archive decides where a specifier leads; recorded resolutions hold where it is the same.
 * @param extensions that `require` tries; `import` tries none
 */
export function environmentOf(conditions: Iterable<string>, extensions: readonly string[] = []): string {
  return `${[...conditions].sort().join(' ')},${extensions.join(' ')}`;
}

/** What is behind the last dot of a name, with the dot; null where there is none. */
export function endingOf(name: MemberName): string | null {
  const dot = name.lastIndexOf('.');
  return dot > name.lastIndexOf('/') ? name.slice(dot) : null;
}

/** Whether a file whose name ends with `extension` may be among those with these {@link endingOf endings}. */
export function mayEndWith(extension: string, endings: ReadonlySet<string>): boolean {
  const ending = endingOf(extension);
  return ending === null || endings.has(ending);
}

/** Resolutions between members of one archive, which nothing outside of it can change. Files are numbers here. */
export class ResolutionTable {
  readonly #finder: Finder;
  readonly #files: readonly MemberName[];
  readonly #specifiers: ReadonlyMap<string, number>;
  readonly #numbers: Uint32Array;
  readonly #resolutions: number;
  readonly #formats: Uint8Array;
  readonly #endings: ReadonlySet<string>;
  readonly #paths: (string | undefined)[] = [];
  #numbersOfFiles: ReadonlyMap<MemberName, number> | undefined;
  #searches = 0;

  private constructor(
    finder: Finder,
    lines: readonly string[],
    numbers: Uint32Array,
    formats: Uint8Array,
    counts: Counts,
  ) {
    const { files, specifiers, resolutions } = counts;
    this.#finder = finder;
    this.#files = lines.slice(1, 1 + files);
    this.#specifiers = numbered(lines, 1 + files, specifiers);
    this.#numbers = numbers;
    this.#resolutions = resolutions;
    this.#formats = formats;
    this.#endings = new Set(lines.slice(1 + files + specifiers));
  }

  /**
   * The table in the archive; null when there is none, or it was made in another environment, or of an archive with other members.
   * @param environment see {@link environmentOf}
   */
  static open(finder: Finder, environment: string, tableName: MemberName = resolutionsName()): ResolutionTable | null {
    // New members could come first in a lookup, and other package.json files could say something else; that all members are those that were
    // packed with the table is what the archive's index knows. Looking at the CRC-32 of each package.json here was 1 to 2 % of a start.
    if (finder.isSealed !== true) return null;
    const member = finder.lookup(tableName);
    if (member?.kind !== 'file') return null;
    try {
      return decode(finder, finder.read(member), environment, (...parts) => new ResolutionTable(...parts));
    } catch {
      return null;
    }
  }

  /** Whether there may be a file in the archive whose name ends so. @param extension begins with a dot */
  mayHaveExtension(extension: string): boolean {
    return mayEndWith(extension, this.#endings);
  }

  /** -1 when nothing is known of that file. */
  numberOf(name: MemberName): number {
    // Most files are come upon by their numbers; a program has few entry points.
    if (this.#numbersOfFiles === undefined && this.#searches < MOST_SEARCHES) {
      this.#searches += 1;
      return this.#files.indexOf(name);
    }
    this.#numbersOfFiles ??= numbered(this.#files, 0, this.#files.length);
    return this.#numbersOfFiles.get(name) ?? -1;
  }

  /** The file that `specifier` means in the file `from`; -1 when that is not known. */
  find(from: number, specifier: string): number {
    const wanted = this.#specifiers.get(specifier);
    if (wanted === undefined) return -1;
    const numbers = this.#numbers;
    const first = this.#files.length + 1;
    const end = first + Math.min(numbers[from + 1]!, this.#resolutions);
    for (let at = first + numbers[from]!; at < end; at++) {
      if (numbers[at] !== wanted) continue;
      const file = numbers[at + this.#resolutions]!;
      return file < this.#files.length ? file : -1;
    }
    return -1;
  }

  /** null where it is not there any more. */
  memberAt(file: number): { readonly finder: Finder; readonly name: MemberName; readonly member: Member } | null {
    const name = this.#files[file]!;
    const member = this.#finder.lookup(name);
    return member?.kind === 'file' ? { finder: this.#finder, name, member } : null;
  }

  /** One of the FORMAT_ constants. */
  formatOf(file: number): number {
    return this.#formats[file]!;
  }

  /** Absolute path, through the archive. */
  pathOf(file: number): string {
    let path = this.#paths[file];
    if (path === undefined) {
      const name = this.#files[file]!;
      path = `${this.#finder.entry}${SEPARATOR}${SEPARATOR === '/' ? name : name.replaceAll('/', SEPARATOR)}`;
      this.#paths[file] = path;
    }
    return path;
  }
}

const MOST_SEARCHES = 20;

function numbered(texts: readonly string[], start: number, count: number): Map<string, number> {
  const numbers = new Map<string, number>();
  for (let i = 0; i < count; i++) numbers.set(texts[start + i]!, i);
  return numbers;
}

const SEPARATOR = process.platform === 'win32' ? '\\' : '/';

interface Counts {
  readonly files: number;
  readonly specifiers: number;
  readonly resolutions: number;
}

type Parts = [Finder, readonly string[], Uint32Array, Uint8Array, Counts];

function decode(
  finder: Finder,
  bytes: Buffer,
  environment: string,
  make: (...parts: Parts) => ResolutionTable,
): ResolutionTable | null {
  if (!bytes.subarray(0, MAGIC.length).equals(MAGIC)) return null;
  const [files, specifiers, resolutions, textBytes, endings] = [8, 12, 16, 20, 24].map((at) =>
    bytes.readUInt32LE(at),
  ) as [number, number, number, number, number];
  const count = files + 1 + resolutions * 2;
  const textStart = HEADER_BYTES + count * 4 + files;
  if (bytes.length !== textStart + textBytes) return null;
  const lines = bytes.toString('utf8', textStart).split('\n');
  if (lines.length !== 1 + files + specifiers + endings || lines[0] !== environment) return null;
  const numbers = words(bytes.subarray(HEADER_BYTES, HEADER_BYTES + count * 4));
  const formats = new Uint8Array(bytes.subarray(HEADER_BYTES + count * 4, textStart));
  return make(finder, lines, numbers, formats, { files, specifiers, resolutions });
}
