// The nameless files among the open descriptors of this process, which all its threads see, and what their times say.
import { futimesSync, readdirSync, statSync } from '../../lib/original-fs.ts';

/**
 * Nameless files have no name to be told apart by. Their time can serve: threads that look for one know which it would have.
 */
export interface Tag {
  /** Positive, of 31 bits: some file systems count seconds in signed words. */
  readonly seconds: number;
  readonly milliseconds: number;
}

export interface NamelessFile {
  readonly fd: number;
  /** Device and inode: one file, whichever descriptor leads to it. */
  readonly id: string;
  /** Bytes. */
  readonly size: bigint;
  readonly tag: Tag;
}

/** Nameless files whose tag has these seconds. Empty where there is no /proc, or one of another kind. */
export function namelessFiles(seconds: number): NamelessFile[] {
  const files: NamelessFile[] = [];
  if (process.platform !== 'linux') return files;
  for (const name of descriptorNames()) {
    const stats = statSync(`/proc/self/fd/${name}`, { bigint: true, throwIfNoEntry: false });
    if (stats === undefined || stats.nlink !== 0n || !stats.isFile()) continue;
    const milliseconds = stats.mtimeNs / 1_000_000n;
    if (milliseconds / 1000n !== BigInt(seconds)) continue;
    const tag = { seconds, milliseconds: Number(milliseconds % 1000n) };
    files.push({ fd: Number(name), id: fileId(stats), size: stats.size, tag });
  }
  return files;
}

/** Tells files apart, also those that lie on different file systems. */
export function fileId({ dev, ino }: { readonly dev: bigint; readonly ino: bigint }): string {
  return `${dev}:${ino}`;
}

/** Threads see the tag from now on. @returns false where --permission forbids to set times */
export function setTag(fd: number, { seconds, milliseconds }: Tag): boolean {
  // In the middle of the millisecond: times are floating-point numbers on their way, and some versions of Node cut off what others round.
  try {
    futimesSync(fd, seconds, seconds + (milliseconds + 0.5) / 1000);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ERR_ACCESS_DENIED') throw error;
    return false;
  }
}

function descriptorNames(): string[] {
  try {
    return readdirSync('/proc/self/fd');
  } catch {
    return [];
  }
}
