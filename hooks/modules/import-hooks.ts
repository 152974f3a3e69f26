// What the hooks of every version ask of the runtime when something is imported.
import type { Format, LoadResult } from '../../loaders/loader.ts';

/** Where an import leads. */
export interface ImportResolution {
  readonly url: string;
  /** undefined leaves the format to the load step. */
  readonly format: Format | 'builtin' | undefined;
}

export interface ImportContext {
  /** null when no archive is involved. Throws as Node does. `parentURL` is undefined for the entry point. */
  resolve(specifier: string, parentURL: string | undefined, conditions: readonly string[]): ImportResolution | null;
  /** null when the URL does not lead into an archive. */
  load(
    url: string,
    kind: 'import' | 'require',
    format: string | null | undefined,
    attributes: Readonly<Record<string, string>>,
  ): LoadResult | null;
}
