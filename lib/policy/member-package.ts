// Which package a member belongs to, by where it lies: packages are what is directly below a node_modules.

/** A package in an archive. */
export interface MemberPackage {
  /** 'lodash' or '@scope/name'. */
  readonly name: string;
  /** Member name of its directory. */
  readonly directory: string;
}

/** Archives of these names stand in for node_modules: packages may lie at their root. */
const STAND_IN = /(?:^|[\\/])node_modules\.zip$/i;
const FOLDER = 'node_modules/';

/**
 * The innermost package that holds the member, or null when it lies below no node_modules: then it belongs to the program itself.
 * @param archive path of the archive; only its last segment matters
 */
export function memberPackage(archive: string, member: string): MemberPackage | null {
  const inner = `/${member}`.lastIndexOf(`/${FOLDER}`);
  if (inner < 0 && !STAND_IN.test(archive)) return null;
  const start = inner < 0 ? 0 : inner + FOLDER.length;
  const [first = '', second = '', third] = member.slice(start).split('/', 3);
  const isScoped = first.startsWith('@');
  // What lies directly in node_modules, or in a scope, is no package.
  if (second === '' || (isScoped && third === undefined)) return null;
  const name = isScoped ? `${first}/${second}` : first;
  return { name, directory: member.slice(0, start) + name };
}
