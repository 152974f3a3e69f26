// Nameless files that all threads of a process share: one per native member, as a file on the disk is one for all of them.
import { nodeBinding } from '../../lib/node-binding.ts';
import { closeSync, constants, openSync, readFileSync } from '../../lib/original-fs.ts';
import { createAnonymousFile, memoryDirectories } from './anonymous-file.ts';
import { namelessFiles, setTag, type Tag } from './own-descriptors.ts';
import { withThreadLock } from './thread-lock.ts';

/** What is put into a nameless file. */
export interface SharedContent {
  /** Equal in all threads for equal content. */
  readonly identity: string;
  /** Bytes. */
  readonly size: number;
  content(): Buffer;
}

/** The shared files, as one thread of the process sees them. */
export class SharedFiles {
  readonly #directories: readonly string[];
  /** Identity -> descriptor of those that are this thread's alone. */
  readonly #own = new Map<string, number>();

  constructor(directories: readonly string[] = memoryDirectories()) {
    this.#directories = directories;
  }

  /** The descriptor of the whole file with this content, if some thread has made it; else null. */
  find({ identity, size }: Pick<SharedContent, 'identity' | 'size'>): number | null {
    const { seconds, milliseconds } = contentTag(identity);
    const file = namelessFiles(seconds).find(
      (other) => other.tag.milliseconds === milliseconds && other.size === BigInt(size) && isLasting(other.fd),
    );
    return file?.fd ?? this.#own.get(identity) ?? null;
  }

  /**
   * The same, made where there is none. Open for reading only, for as long as the process lives: so what one thread has loaded is the
   * same file to a thread that comes later.
   * @throws Error with the reasons why no directory takes it
   */
  open(file: SharedContent): number {
    return (
      this.find(file) ??
      withThreadLock(hash31(`lock ${file.identity}`), this.#directories, () => this.find(file) ?? this.#make(file))
    );
  }

  #make(file: SharedContent): number {
    const writable = createAnonymousFile(file.content(), this.#directories);
    const path = `/proc/self/fd/${writable}`;
    const fd = openForProcess(path);
    const own = fd ?? openReadable(path) ?? writable;
    // What is open for writing somewhere cannot be run as a program (ETXTBSY).
    if (own !== writable) closeSync(writable);
    if (fd === null || !setTag(fd, contentTag(file.identity))) this.#own.set(file.identity, own);
    return own;
  }
}

function contentTag(identity: string): Tag {
  return { seconds: hash31(identity), milliseconds: hash31(`fraction ${identity}`) % 1000 };
}

/** FNV-1a. A hash of node:crypto would cost the 7 ms that loading it takes, to tell a handful of files apart. */
function hash31(text: string): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < text.length; at += 1) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  return hash >>> 1;
}

/**
 * How the descriptors are opened that stay. While another thread loads a library, the system's loader has a descriptor of its own of the
 * same file, which is gone the next moment; this flag, which changes nothing else for a file without a name, tells them apart.
 */
const LASTING = constants.O_RDONLY | constants.O_NOATIME;

function isLasting(fd: number): boolean {
  try {
    const [, flags = '0'] = /^flags:\s*(\d+)/m.exec(readFileSync(`/proc/self/fdinfo/${fd}`, 'latin1')) ?? [];
    return (Number.parseInt(flags, 8) & constants.O_NOATIME) !== 0;
  } catch {
    return false;
  }
}

/** What is used of internalBinding('fs'), which FileHandle is made with. */
interface FsBinding {
  openFileHandle(
    path: string,
    flags: number,
    mode: number,
    request: undefined,
    context: { errno?: number },
  ): { readonly fd: number; releaseFD(): unknown } | undefined;
}

/** Versions whose binding was tried: called otherwise than it expects, it ends the process. */
const TRIED_VERSIONS = /^(?:20|22|24|26)\./;

/**
 * A descriptor for reading that outlives this thread: Node closes what a worker has opened when the worker ends, unless it was opened as
 * a FileHandle and let go of.
 * @returns null where that way is closed (--permission, other versions); then each thread has files of its own
 */
function openForProcess(path: string): number | null {
  if (!TRIED_VERSIONS.test(process.versions.node)) return null;
  const context: { errno?: number } = {};
  const handle = nodeBinding<FsBinding>('fs')?.openFileHandle(path, LASTING, 0, undefined, context);
  if (handle === undefined || context.errno !== undefined) return null;
  const { fd } = handle;
  handle.releaseFD();
  return fd;
}

/** null where --permission forbids to read /proc: loading libraries goes without, and programs are another permission. */
function openReadable(path: string): number | null {
  try {
    return openSync(path, 'r');
  } catch {
    return null;
  }
}
