// Where relative imports between members led. Modules of one directory import the same neighbours over and over, and Node asks the hooks
// for every import of every module; its own resolution remembers likewise, per importer.
import type { ImportResolution } from './import-hooks.ts';

export interface ImportMemory {
  /** undefined when it is not known, or not remembered at all: bare specifiers, importers with a query. */
  find(specifier: string, parentURL: string): ImportResolution | undefined;
  /** Only of what was found in an archive: what is missing may come, and what is on the disk may go. */
  keep(specifier: string, parentURL: string, found: ImportResolution): void;
  forget(): void;
}

type Neighbours = Map<string, ImportResolution>;

export function makeImportMemory(): ImportMemory {
  /** By URL of the directory, ending in '/'. */
  const directories = new Map<string, Neighbours>();
  /** By URL of the importer: its directory's. */
  const importers = new Map<string, Neighbours | null>();

  function neighboursOf(parentURL: string): Neighbours | null {
    let neighbours = importers.get(parentURL);
    if (neighbours !== undefined) return neighbours;
    neighbours = null;
    // A slash in a query is none of the path.
    if (!parentURL.includes('?') && !parentURL.includes('#')) {
      const directory = parentURL.slice(0, parentURL.lastIndexOf('/') + 1);
      neighbours = directories.get(directory) ?? new Map();
      directories.set(directory, neighbours);
    }
    importers.set(parentURL, neighbours);
    return neighbours;
  }

  return {
    find: (specifier, parentURL) => (isRelative(specifier) ? neighboursOf(parentURL)?.get(specifier) : undefined),
    keep(specifier, parentURL, found) {
      if (isRelative(specifier)) neighboursOf(parentURL)?.set(specifier, found);
    },
    forget() {
      directories.clear();
      importers.clear();
    },
  };
}

/** './x' or '../x': what it means depends on the importer's directory alone, not on conditions, packages or path entries. */
function isRelative(specifier: string): boolean {
  return specifier.startsWith('./') || specifier.startsWith('../');
}
