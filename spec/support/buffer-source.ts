// Byte sources for specs: bytes in memory, a pretended huge file, one whose nth read fails.
import type { ByteSource } from '../../lib/archive/byte-source.ts';

/** Counts what was asked of it. */
export interface BufferSource extends ByteSource {
  readonly reads: readonly { readonly offset: number; readonly length: number }[];
  isClosed: boolean;
}

/**
 * Bytes in memory.
 * @param front bytes of emptiness that are pretended to be in front of them
 * @param failAt the number (from 0) of the read that throws
 */
export function bufferSource(
  bytes: Buffer,
  { front = 0, failAt = -1 }: { front?: number; failAt?: number } = {},
): BufferSource {
  const reads: { offset: number; length: number }[] = [];
  return {
    path: '/memory.zip',
    size: front + bytes.length,
    identity: 'memory',
    isClosed: false,
    reads,
    read(offset, length) {
      if (reads.length === failAt) throw new Error(`read ${failAt} fails`);
      reads.push({ offset, length });
      const wanted = Math.max(0, Math.min(length, front + bytes.length - offset));
      const result = Buffer.alloc(wanted);
      if (offset + wanted > front)
        bytes.copy(result, Math.max(0, front - offset), Math.max(0, offset - front), offset + wanted - front);
      return result;
    },
    assertUnchanged() {},
    close() {
      this.isClosed = true;
    },
  };
}
