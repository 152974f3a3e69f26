// What a node of the index is, as a small number: kinds live in a Uint8Array.

export const NODE_DIRECTORY = 1;
export const NODE_FILE = 2;
export const NODE_LINK = 3;
/** A device or socket by its Unix mode: listed, never read. */
export const NODE_SPECIAL = 4;
/** A directory without a record: only the names of what is in it tell of it. */
export const NODE_IMPLIED = 5;

export type NodeKind = typeof NODE_DIRECTORY | typeof NODE_FILE | typeof NODE_LINK | typeof NODE_SPECIAL;

const UNIX = 3;
const DARWIN = 19;

/** The kind that a central record states for a name without a trailing slash: by Unix mode where a Unix host wrote it, else a file. */
export function statedKind(bytes: Uint8Array, record: number): NodeKind {
  const host = bytes[record + 5];
  if (host !== UNIX && host !== DARWIN) return NODE_FILE;
  // S_IFMT, the top four bits of the mode: 0 not said, 4 directory, 8 file, 10 link.
  const type = bytes[record + 41]! >> 4;
  if (type === 8 || type === 0) return NODE_FILE;
  // 1, a pipe: what `zip` writes for content that it read from standard input.
  if (type === 1) return NODE_FILE;
  if (type === 10) return NODE_LINK;
  return type === 4 ? NODE_DIRECTORY : NODE_SPECIAL;
}
