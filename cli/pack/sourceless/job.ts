// What pack and the compiler that it starts tell each other.

/** Read from a file, as JSON. */
export interface CompileJob {
  readonly members: readonly { readonly name: string; readonly path: string }[];
  /** Path of the blob to write: entries without checksum and size of a source. */
  readonly output: string;
}

/** Written to standard output, as JSON. */
export interface CompileAnswer {
  /** `process.versions.node`, `process.versions.v8`, `process.arch`. */
  readonly node: string;
  readonly v8: string;
  readonly arch: string;
  /** Members that were not compiled, and why. */
  readonly refused: readonly (readonly [name: string, reason: string])[];
}
