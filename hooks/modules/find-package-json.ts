// What module.findPackageJSON answers where an archive takes part.
import { isAbsolute } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Resolver } from '../../lib/resolve/resolver.ts';
import type { Lazy } from '../lazy.ts';
import { filePath } from './module-urls.ts';

export interface FindPackageContext {
  readonly resolver: Lazy<Resolver>;
  owns(path: string): boolean;
  /** Where `specifier` leads from `base`, when that is inside an archive. */
  resolve(specifier: string, base: string): string | null;
  /** Whether archives can have packages for modules in that file's directory. */
  mayProvide(path: string): boolean;
}

/** @returns null when no archive is involved; '' is never returned */
export function findPackageJson(
  context: FindPackageContext,
  specifier: string | URL,
  base: string | URL | undefined,
): string | null {
  const asked = String(specifier);
  const from = base === undefined ? null : pathOf(base);
  if (isBare(asked)) {
    if (from === null || !(context.owns(from) || context.mayProvide(from))) return null;
    try {
      const found = context.resolver().findPackageJson(asked, from);
      return context.owns(found) || context.owns(from) ? found : null;
    } catch (error) {
      if (context.owns(from)) throw error;
      return null;
    }
  }
  const target = locate(context, asked, from);
  return target === null ? null : (context.resolver().packageScope(target)?.path ?? null);
}

function locate(context: FindPackageContext, specifier: string, from: string | null): string | null {
  const direct = filePath(specifier) ?? (isAbsolute(specifier) ? specifier : null);
  if (direct !== null) return context.owns(direct) ? direct : null;
  return from === null ? null : context.resolve(specifier, from);
}

function isBare(specifier: string): boolean {
  return specifier !== '' && specifier[0] !== '.' && specifier[0] !== '/' && !URL.canParse(specifier);
}

function pathOf(base: string | URL): string | null {
  if (base instanceof URL) return base.protocol === 'file:' ? fileURLToPath(base) : null;
  return isAbsolute(base) ? base : filePath(base);
}
