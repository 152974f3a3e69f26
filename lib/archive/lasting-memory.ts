// Memory for what stays as long as an archive is open.

/**
 * A Buffer of that many zeros, with memory of its own. V8 collects garbage the earlier the more memory is held outside of its heap, and from
 * a heap that was collected early, when little of it was garbage, it grows in larger steps: 10 MB that stay cost a large program 15 MB at its
 * peak. It counts all bytes of a buffer, also those that no page of memory stands behind yet; but none of what threads may share.
 */
export function lastingMemory(bytes: number): Buffer {
  const { SharedArrayBuffer: Shared } = globalThis as { readonly SharedArrayBuffer?: typeof SharedArrayBuffer };
  return Shared === undefined ? Buffer.from(new ArrayBuffer(bytes)) : Buffer.from(new Shared(bytes));
}
