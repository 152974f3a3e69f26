// The path under which the system's loader opens a descriptor: unmistakable, though numbers of descriptors are used again.
import { fstatSync } from '../../lib/original-fs.ts';

/** The kernel has 12 bits for the major and 20 for the minor number of a device. */
const DEVICE_BITS = 32n;
const INODE_BITS = 64n;

/**
 * A path of /proc that leads to the descriptor and spells out which file it is: glibc takes a library with an equal path for one that it
 * has loaded already, though its descriptor may be closed since and the number be another file's. An inode number is used again only
 * when the file is gone, which a loaded one never is. '/' and './' change nothing about a path, so they can be the digits.
 */
export function descriptorPath(fd: number): string {
  const { dev, ino } = fstatSync(fd, { bigint: true });
  return `/proc/self/fd/.${spell(dev, DEVICE_BITS)}${spell(ino, INODE_BITS)}/${fd}`;
}

// Of fixed width, so that no two pairs of numbers give one text.
function spell(value: bigint, width: bigint): string {
  let text = '';
  for (let bit = width - 1n; bit >= 0n; bit -= 1n) text += ((value >> bit) & 1n) === 1n ? '/.' : '/';
  return text;
}
