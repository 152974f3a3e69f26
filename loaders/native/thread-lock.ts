// One thread of the process at a time: Lamport's bakery, with nameless files for the tickets.
// Threads have no memory in common unless somebody handed it to them when they started, and a lock file would stay when the process is
// killed. The descriptors of a worker are closed when it ends, even in the middle, and so its ticket goes with it.
import { closeSync, fstatSync } from '../../lib/original-fs.ts';
import { createAnonymousFile } from './anonymous-file.ts';
import { fileId, namelessFiles, setTag } from './own-descriptors.ts';

const CHOOSING = 0;
const EMPTY = Buffer.alloc(0);

/**
 * Runs `action` while no other thread runs one under the same key.
 * @param key 31 bits
 * @param directories where nameless files can be made
 * @throws what createAnonymousFile and `action` throw
 */
export function withThreadLock<Result>(key: number, directories: readonly string[], action: () => Result): Result {
  const fd = createAnonymousFile(EMPTY, directories);
  try {
    const own = fileId(fstatSync(fd, { bigint: true }));
    const others = (): { readonly id: string; readonly ticket: number }[] =>
      namelessFiles(key)
        .filter(({ id, size }) => id !== own && size === 0n)
        .map(({ id, tag }) => ({ id, ticket: tag.milliseconds }));

    // Threads that cannot see each other have nothing in common that needs the lock.
    if (!setTag(fd, { seconds: key, milliseconds: CHOOSING })) return action();
    const ticket = Math.max(CHOOSING, ...others().map((other) => other.ticket)) + 1;
    setTag(fd, { seconds: key, milliseconds: ticket });
    const isBefore = (other: { readonly id: string; readonly ticket: number }): boolean =>
      other.ticket < ticket || (other.ticket === ticket && other.id < own);
    while (others().some(isBefore)) pause();
    return action();
  } finally {
    closeSync(fd);
  }
}

function pause(): void {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 1);
}
