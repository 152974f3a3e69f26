// Which `import` led where in a recorded run: looked up where the archive has it, written down while a run is recorded. What `require` has
// recorded-resolutions.ts for.
import type { Finder, Found, MemberName } from '../../lib/finders/finder.ts';
import { environmentOf, importsName, type ResolutionTable } from '../../lib/resolve/resolution-table.ts';
import { type ResolutionSurroundings, recordedTables } from './recorded-resolutions.ts';

/** A file that an import leads to. */
export interface ImportedFile {
  readonly path: string;
  readonly found: Found;
  /** One of the FORMAT_ constants of resolution-table.ts. */
  readonly format: number;
  /** What was made of it for Node. */
  answer?: object;
}

/** What `import` in archives asks. */
export interface RecordedImports {
  /**
   * @param parentPath of the importer, where its URL has no query or fragment
   * @returns where the import led; the same object for the same file each time; null: it is to be resolved
   */
  find(specifier: string, parentPath: string, conditions: readonly string[]): ImportedFile | null;
  /** While a run is recorded: told where an import led. @param format one of the FORMAT_ constants */
  observe?(specifier: string, parentPath: string, conditions: readonly string[], path: string, format: number): void;
  /** See {@link ResolutionSurroundings.deprecations}: such are not to be observed. */
  deprecations(): number;
  /** Forgets what was found, after an archive came or went. */
  forget(): void;
}

type Find = (specifier: string, parentPath: string) => ImportedFile | null;

/** An importer. */
interface Place {
  readonly table: ResolutionTable;
  readonly number: number;
}

export function recordedImports(surroundings: ResolutionSurroundings): RecordedImports {
  const { tree, deprecations } = surroundings;
  // Node hands out the same few arrays of conditions; hooks of others may make a new one each time.
  let byConditions = new WeakMap<readonly string[], Find>();
  const byEnvironment = new Map<string, Find>();

  function inEnvironment(environment: string): Find {
    const tableOf = recordedTables(surroundings, environment, importsName());
    const places = new Map<string, Place | null>();
    const files = new Map<ResolutionTable, (ImportedFile | undefined)[]>();

    function placeOf(path: string): Place | null {
      const found = tree().find(path);
      const table = found === null ? null : tableOf(found.finder);
      const number = found === null || table === null ? -1 : table.numberOf(found.name);
      return table === null || number === -1 || table.pathOf(number) !== path ? null : { table, number };
    }

    function fileOf(table: ResolutionTable, number: number): ImportedFile | null {
      const known = files.get(table) ?? [];
      files.set(table, known);
      let file = known[number];
      if (file === undefined) {
        const found = table.memberAt(number);
        if (found === null) return null;
        file = { path: table.pathOf(number), found, format: table.formatOf(number) };
        known[number] = file;
        places.set(file.path, { table, number });
      }
      return file;
    }

    return (specifier, parentPath) => {
      let place = places.get(parentPath);
      if (place === undefined) {
        place = placeOf(parentPath);
        places.set(parentPath, place);
      }
      const number = place === null ? -1 : place.table.find(place.number, specifier);
      return place === null || number === -1 ? null : fileOf(place.table, number);
    };
  }

  return {
    find(specifier, parentPath, conditions) {
      let find = byConditions.get(conditions);
      if (find === undefined) {
        const environment = environmentOf(conditions);
        find = byEnvironment.get(environment) ?? inEnvironment(environment);
        byEnvironment.set(environment, find);
        byConditions.set(conditions, find);
      }
      return find(specifier, parentPath);
    },
    deprecations,
    forget() {
      byConditions = new WeakMap();
      byEnvironment.clear();
    },
  };
}

/** Hands on imports that only the archive decided over. */
export function observedImports(
  { tree, preserveSymlinks, hasPathEntries, deprecations }: ResolutionSurroundings,
  observe: (
    finder: Finder,
    environment: string,
    ...resolution: [from: MemberName, specifier: string, to: MemberName, format: number]
  ) => void,
): RecordedImports {
  return {
    find: () => null,
    observe(specifier, parentPath, conditions, path, format) {
      // A URL or path says where the archive was.
      if (preserveSymlinks || hasPathEntries() || specifier.includes(':') || specifier.startsWith('/')) return;
      const [start, end] = [tree().find(parentPath), tree().find(path)];
      if (start === null || end === null || start.finder.entry !== end.finder.entry) return;
      observe(end.finder, environmentOf(conditions), start.name, specifier, end.name, format);
    },
    deprecations,
    forget() {},
  };
}
