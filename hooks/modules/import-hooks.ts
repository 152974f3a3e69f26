// What the hooks of every version ask of the runtime when something is imported.
import type { Found } from '../../lib/finders/finder.ts';
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

/** A member that is required, and the format that resolution takes it for; undefined when only the source can tell. */
export interface RequiredFile {
  readonly found: Found;
  readonly format: Format | undefined;
  /** Its number in what is recorded of the archive, where that led to it. */
  readonly number?: number;
}

/** The same, asked only where an archive takes part, and what else is asked of members. */
export interface ImportAnswers {
  resolve(specifier: string, parentURL: string, conditions: readonly string[]): ImportResolution | null;
  /** For a member that the program starts with. */
  entryPoint(path: string): ImportResolution;
  /** @param path of the member that `url` names */
  load(
    path: string,
    url: string,
    kind: 'import' | 'require',
    format: string | null | undefined,
    attributes: Readonly<Record<string, string>>,
  ): LoadResult | null;
  /** The file where it lies in an archive and runs as CommonJS or JSON; else null. @param found what is there, where that is known */
  ownFile(path: string, found?: Found): RequiredFile | null;
  /** What to run for a file inside an archive that is required; null when there is none. @param known the file, where it was found */
  loadRequired(path: string, takesScripts: boolean, known: RequiredFile | null): LoadResult | null;
  /** Forgets where imports led, after an archive came or went. */
  forget(): void;
}
