// The fields of package.json files that packing has taken out of them: a program reads hundreds of these files before it runs, for five
// fields each. Kept in one member, each with size and CRC-32 of the file that it is of; another content is not known here.
import { decodeText } from '../text.ts';
import type { Finder, Member } from './finder.ts';
import { OWN_FOLDER } from './own-folder.ts';

/** The member: stored JSON, a {@link PreparedFile}. */
export const PREPARED_MEMBER: string = `${OWN_FOLDER}/packages`;

/** Changes with what is understood by the fields. */
export const PREPARED_VERSION = 1;

/** The top-level keys of a package.json that resolution looks at. */
export const PACKAGE_FIELDS: ReadonlySet<string> = new Set(['name', 'main', 'type', 'exports', 'imports']);

/** Own properties of a package.json: those of {@link PACKAGE_FIELDS} that it has, as it has them. */
export type PackageFields = Readonly<Record<string, unknown>>;

export interface PreparedFile {
  readonly version: number;
  /** By member name of the package.json. */
  readonly packages: Readonly<Record<string, readonly [crc32: number, size: number, fields: PackageFields]>>;
}

/** The fields of one package.json; undefined where they are not prepared. */
export type PreparedPackages = (member: Member) => PackageFields | undefined;

const NONE: PreparedPackages = () => undefined;

/** Reads what `finder` has prepared. What is of another version or damaged is ignored: the files themselves are read then. */
export function preparedPackages(finder: Finder): PreparedPackages {
  const member = finder.lookup(PREPARED_MEMBER);
  if (member?.kind !== 'file') return NONE;
  let packages: PreparedFile['packages'];
  try {
    const file = JSON.parse(
      finder.readText?.(member) ?? decodeText(finder.read(member)),
    ) as Partial<PreparedFile> | null;
    if (file?.version !== PREPARED_VERSION || typeof file.packages !== 'object' || file.packages === null) return NONE;
    ({ packages } = file);
  } catch {
    return NONE;
  }
  return ({ name, crc32, size }) => {
    const entry: unknown = Object.hasOwn(packages, name) ? packages[name] : undefined;
    if (crc32 === undefined || !Array.isArray(entry) || entry[0] !== crc32 || entry[1] !== size) return undefined;
    const fields: unknown = entry[2];
    return typeof fields === 'object' && fields !== null && !Array.isArray(fields)
      ? (fields as PackageFields)
      : undefined;
  };
}

/**
 * The fields to prepare of a package.json.
 * @returns null for what is no JSON object: who reads it then says what is wrong
 */
export function fieldsOf(text: string): PackageFields | null {
  let data: unknown;
  try {
    data = JSON.parse(text.charCodeAt(0) === 0xfeff ? text.slice(1) : text);
  } catch {
    return null;
  }
  if (typeof data !== 'object' || data === null || Array.isArray(data)) return null;
  return Object.fromEntries(Object.entries(data).filter(([key]) => PACKAGE_FIELDS.has(key)));
}
