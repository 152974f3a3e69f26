// The hash of a member name: FNV-1a over its UTF-8 bytes. The index builder computes the same, byte by byte, inside its own loop.

export const HASH_BASIS: number = 0x811c9dc5 | 0;
export const HASH_PRIME = 0x01000193;

/** Spreads the high bits, which FNV-1a fills best, over the low ones, which choose the slot. Never negative. */
export function finishHash(hash: number): number {
  return (hash ^ (hash >>> 15)) & 0x7fffffff;
}

/**
 * The finished hash of a name whose characters are its bytes.
 * @param limit characters from here on make the answer -1: their bytes are not their code units. 0x80 for text, 0x100 for bytes.
 */
export function nameHash(name: string, limit = 0x80): number {
  let hash = HASH_BASIS;
  for (let i = 0; i < name.length; i++) {
    const code = name.charCodeAt(i);
    if (code >= limit) return -1;
    hash = Math.imul(hash ^ code, HASH_PRIME);
  }
  return finishHash(hash);
}
