// Open members: a table of numbers that no operating system gives out, so that one of ours can never be taken for a real descriptor, not
// even when somebody closes or reuses numbers behind our back. Node's own functions answer EBADF for them by themselves.
import type { Finder, Member } from '../../lib/finders/finder.ts';
import { FIRST_DESCRIPTOR } from './gates.ts';
import { fsError } from './node-errors.ts';

/** One open file or directory. */
export interface Descriptor {
  readonly finder: Finder;
  readonly member: Member;
  /** Byte that the next read without a position starts at. */
  position: number;
  content: Buffer | undefined;
}

/** Open members of one thread. */
export interface Descriptors {
  open(finder: Finder, member: Member): number;
  /** The open member, or undefined for every number that is not (or no longer) ours. */
  get(fd: unknown): Descriptor | undefined;
  /** @returns false when that number was not open */
  close(fd: number): boolean;
  readonly size: number;
}

/** An empty table. Numbers are not used again, so a closed one stays EBADF. */
export function createDescriptors(): Descriptors {
  const open = new Map<number, Descriptor>();
  let next = FIRST_DESCRIPTOR;
  return {
    open(finder, member) {
      const fd = next;
      next = next === 0x7fffffff ? FIRST_DESCRIPTOR : next + 1;
      open.set(fd, { finder, member, position: 0, content: undefined });
      return fd;
    },
    get(fd) {
      return typeof fd === 'number' && fd >= FIRST_DESCRIPTOR ? open.get(fd) : undefined;
    },
    close(fd) {
      return open.delete(fd);
    },
    get size() {
      return open.size;
    },
  };
}

/**
 * The whole content, read at the first use. The caller must not write into it.
 * @throws EISDIR for a directory; what {@link Finder.read} throws
 */
export function contentOf(descriptor: Descriptor): Buffer {
  if (descriptor.member.kind === 'directory') throw fsError('EISDIR', 'read');
  descriptor.content ??= descriptor.finder.read(descriptor.member);
  return descriptor.content;
}

/**
 * Copies bytes of the member into `target`.
 * @param position byte of the member to start at, or null for (and then moving) the descriptor's own position
 * @returns bytes copied, 0 at the end
 * @throws EISDIR for a directory
 */
export function readInto(
  descriptor: Descriptor,
  target: ArrayBufferView,
  offset: number,
  length: number,
  position: number | null,
): number {
  const content = contentOf(descriptor);
  const start = position ?? descriptor.position;
  const end = Math.min(start + length, content.length);
  const bytes = Math.max(0, end - start);
  if (bytes > 0) {
    new Uint8Array(target.buffer, target.byteOffset, target.byteLength).set(content.subarray(start, end), offset);
  }
  if (position === null) descriptor.position = start + bytes;
  return bytes;
}

/** Fills several buffers one after the other, as readv does; parameters as for {@link readInto}. */
export function readIntoAll(
  descriptor: Descriptor,
  targets: readonly ArrayBufferView[],
  position: number | null,
): number {
  let total = 0;
  for (const target of targets) {
    const at = position === null ? null : position + total;
    const bytes = readInto(descriptor, target, 0, target.byteLength, at);
    total += bytes;
    if (bytes < target.byteLength) break;
  }
  return total;
}

/** Bytes from the descriptor's position to the end, as readFile of a descriptor gives them; moves the position. */
export function readRest(descriptor: Descriptor): Buffer {
  const content = contentOf(descriptor);
  const rest = content.subarray(Math.min(descriptor.position, content.length));
  descriptor.position = content.length;
  return rest;
}
