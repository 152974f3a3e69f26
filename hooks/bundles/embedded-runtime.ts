// The runtime of a packed executable: where the bundles come from when they are no files. Put in place by boot.ts.

/** What stands in for the package's own folder. */
export interface EmbeddedRuntime {
  /** What the bundles take for the folder that they are in; a path through the executable. */
  readonly directory: string;
  /** What `--import` loads in workers and child processes, in place of `zipimport/register`: a data: URL. */
  readonly registration: string;
  /** Text of a bundle by its file name, UTF-8. */
  read(name: string): Buffer;
}

/** The one that the bundles in `directory` are from; null when they are files. */
export function embeddedRuntime(directory: string): EmbeddedRuntime | null {
  const runtime = (globalThis as { [name: symbol]: unknown })[Symbol.for('zipimport.embedded')];
  return (runtime as EmbeddedRuntime | undefined)?.directory === directory ? (runtime as EmbeddedRuntime) : null;
}
