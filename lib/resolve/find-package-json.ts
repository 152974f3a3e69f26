// `module.findPackageJSON` of a bare specifier: where the package.json of a package is.
// @see https://nodejs.org/api/module.html#modulefindpackagejsonspecifier-base
import { importedPackageNotFound, invalidModuleSpecifier } from './node-errors.ts';
import { findPackage } from './package-resolution.ts';
import type { ResolverState } from './resolver-state.ts';
import { joinName, parsePackageSpecifier } from './specifier.ts';

/**
 * The path of a package's package.json, whether the file is there or not.
 * @param specifier a package name, with or without subpath
 * @param base absolute path of the module that asks
 * @throws ERR_MODULE_NOT_FOUND, ERR_INVALID_MODULE_SPECIFIER, ERR_INVALID_PACKAGE_CONFIG
 */
export function findPackageJson(state: ResolverState, specifier: string, base: string): string {
  const request = parsePackageSpecifier(specifier);
  if (request === null) throw invalidModuleSpecifier(specifier, 'is not a valid package name', base);
  const from = state.flavour.dirname(base);
  const scope = state.packages.scopeOfDirectory(from, { scopeOf: base });
  if (scope !== null && scope.exports !== undefined && scope.name === request.name) return scope.path;
  const directory = findPackage(state, request.name, from);
  if (directory === null) throw importedPackageNotFound(request.name, base);
  return joinName(directory, 'package.json', state.flavour);
}
