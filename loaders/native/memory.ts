// Native members from memory, on Linux: nameless files that the system's loader opens through /proc. Nothing is left on any disk.
import { randomBytes } from 'node:crypto';
import path from 'node:path';
import { existsSync, mkdirSync, rmSync, symlinkSync } from '../../lib/original-fs.ts';
import { memoryDirectories } from './anonymous-file.ts';
import { descriptorPath } from './descriptor-path.ts';
import type { NativeFile } from './native-file.ts';
import type { NativeRequest, NativeStrategy } from './native-strategy.ts';
import { hostPlatform } from './platform.ts';
import { relativeLayout } from './relative-layout.ts';
import { SharedFiles } from './shared-files.ts';

export function memoryStrategy(directories: readonly string[] = memoryDirectories()): NativeStrategy {
  const files = new SharedFiles(directories);
  return {
    name: 'memory',
    available() {
      if (process.platform !== 'linux') return `${process.platform} has no files without a name that can be loaded`;
      return isMounted() || '/proc is not mounted';
    },
    load(request) {
      const { file, libraries } = request;
      if (libraries.length === 0) {
        request.openDescriptor(files.open(file));
        return;
      }
      // glibc takes a loaded library for a needed one by the name that it carries; musl does not, and neither does without that name.
      if (hostPlatform().libc === 'glibc' && libraries.every(({ isNamedSo }) => isNamedSo)) {
        for (const library of libraries) request.preload(library, descriptorPath(files.open(library)));
        request.openDescriptor(files.open(file));
        return;
      }
      openFromLinks(request, files, directories);
    },
    place(file, { isDetached, isOtherUser, isOpenedLater }) {
      if (isDetached) throw new Error('the program may outlive this process, and the file does not');
      // By number: who opens it later is itself /proc/self by then. Another user may look there only, and at once.
      if (!isOtherUser) return `/proc/${process.pid}/fd/${files.open(file)}`;
      if (isOpenedLater) throw new Error('what is opened as another user cannot be a file of this process');
      return `/proc/self/fd/${files.open(file)}`;
    },
  };
}

/** Under --permission Node may not look there, and the system's loader may all the same. */
function isMounted(): boolean {
  try {
    return existsSync('/proc/self/fd');
  } catch {
    return true;
  }
}

/**
 * Loads through a directory of links that lie to each other as the members do, and removes it. It holds no content, so its file system
 * may be mounted noexec.
 */
export function openFromLinks(
  { file, libraries, open }: NativeRequest,
  files: SharedFiles,
  directories: readonly string[],
): void {
  const all: readonly NativeFile[] = [file, ...libraries];
  const descriptors = all.map((item) => files.open(item));
  const folder = makeFolder(directories);
  try {
    const places = relativeLayout(all.map((item) => item.path)).map((name) => path.join(folder, name));
    places.forEach((place, at) => {
      mkdirSync(path.dirname(place), { recursive: true });
      symlinkSync(`/proc/self/fd/${descriptors[at]}`, place);
    });
    open(places[0] as string);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function makeFolder(directories: readonly string[]): string {
  const reasons: string[] = [];
  for (const directory of directories) {
    const folder = path.join(directory, `.zipimport-${process.pid}-${randomBytes(8).toString('hex')}`);
    try {
      mkdirSync(folder, { mode: 0o700 });
      return folder;
    } catch (error) {
      reasons.push((error as Error).message);
    }
  }
  throw new Error(`no directory for links: ${reasons.join('; ')}`);
}
