// module.findPackageJSON (22.14 and newer) reads package.json in C++, which sees no archive: archives are asked first.
import nodeModule from 'node:module';
import type { Undo } from '../undo.ts';
import { replaceProperty } from '../undo.ts';

type FindPackageJSON = (specifier: string | URL, base?: string | URL) => string | undefined;

/**
 * @param find null when no archive is involved
 * @returns the undo
 */
export function patchFindPackageJson(
  find: (specifier: string | URL, base: string | URL | undefined) => string | null,
): Undo {
  const holder = nodeModule as unknown as { findPackageJSON?: FindPackageJSON };
  const original = holder.findPackageJSON;
  if (original === undefined) return () => {};
  return replaceProperty(holder, 'findPackageJSON', function findPackageJSON(specifier, base) {
    const found = find(specifier, base);
    if (found !== null) return found;
    // The number of arguments matters to Node.
    return base === undefined ? original(specifier) : original(specifier, base);
  });
}
