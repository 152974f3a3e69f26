// Where bare names are looked for: the lookup order of directories, archives standing in for node_modules, and path entries.
import type { PathFlavour } from './file-view.ts';

/** The name under which an archive stands in for a `node_modules` directory. */
export const MODULES_ARCHIVE = 'node_modules.zip';

/**
 * The lookup directories of `require`, as `Module._nodeModulePaths`, with the archives that stand in for them.
 * A real directory comes before the archive beside it. Archives are asked for once per directory, so keep the answer.
 * @param from absolute directory of the requiring module
 * @param hasArchive whether there is an archive of that path
 */
export function lookupPaths(from: string, flavour: PathFlavour, hasArchive: (path: string) => boolean): string[] {
  const paths: string[] = [];
  let directory = flavour.resolve(from);
  for (;;) {
    const prefix = directory.endsWith(flavour.sep) ? directory : directory + flavour.sep;
    const isModules = flavour.basename(directory) === 'node_modules';
    if (!isModules) paths.push(`${prefix}node_modules`);
    // An archive may lie inside node_modules too, though no directory node_modules/node_modules is looked into.
    const archive = prefix + MODULES_ARCHIVE;
    if (hasArchive(archive)) paths.push(`${archive}${flavour.sep}node_modules`, archive);
    const parent = flavour.dirname(directory);
    if (parent === directory) return paths;
    directory = parent;
  }
}

/** The lookup directories that path entries add after all others. An entry that is itself a package is not among them. */
export function entryLookupPaths(entries: readonly string[], flavour: PathFlavour): string[] {
  const paths: string[] = [];
  for (const entry of entries) paths.push(flavour.join(entry, 'node_modules'), entry);
  return paths;
}
