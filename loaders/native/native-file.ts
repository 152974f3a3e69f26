// A member that the operating system is to load or run, with an identity by which all threads of a process know it again.
import type { Finder, Member } from '../../lib/finders/finder.ts';
import { statSync } from '../../lib/original-fs.ts';

/** An addon, shared library or program in an archive. */
export interface NativeFile {
  /** Absolute path through the archive, as it was asked for: where links lead, its real path has another name. */
  readonly path: string;
  /** Path of the archive, and the member's name in it, links followed. */
  readonly archive: string;
  readonly member: string;
  /** Bytes. */
  readonly size: number;
  /** Equal for equal content of one member: which file the archive is, which member, of which size and time. */
  readonly identity: string;
  /** The whole, checked content; read once and kept as long as this object is. @throws what the finder throws */
  content(): Buffer;
}

/** Where a path leads; null when it is not a file inside an archive. */
export type FindNative = (path: string) => NativeFile | null;

export function nativeFile(path: string, finder: Finder, member: Member): NativeFile {
  let content: Buffer | undefined;
  return {
    path,
    archive: finder.entry,
    member: member.name,
    size: member.size,
    identity: [archiveIdentity(finder.entry), member.name, member.size, member.id, member.mtimeMs].join('\n'),
    content: () => {
      content ??= finder.read(member);
      return content;
    },
  };
}

// Content is not hashed: that costs more than copying it. An archive that is replaced is another file, and rewritten in place it has
// another time; a third party's entry that is no file is told by its name only.
function archiveIdentity(entry: string): string {
  try {
    const { dev, ino, size, mtimeNs } = statSync(entry, { bigint: true });
    return [entry, dev, ino, size, mtimeNs].join(' ');
  } catch {
    return entry;
  }
}
