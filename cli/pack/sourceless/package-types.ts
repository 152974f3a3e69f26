// Whether `.js` members are CommonJS or ES modules by the package.json above them, among what is packed.
import { readFileSync } from 'node:fs';
import type { SourceMember } from '../collect.ts';

/** @returns the "type" that counts for a member; null where none is said */
export function packageTypes(members: readonly SourceMember[]): (name: string) => string | null {
  const configs = new Map<string, string>();
  for (const { name, kind, path } of members) {
    if (kind === 'file' && /(?:^|\/)package\.json$/.test(name))
      configs.set(name.slice(0, -'package.json'.length), path);
  }
  const known = new Map<string, string | null>();

  /** @param folder '' or ending with '/' */
  function typeOf(folder: string): string | null {
    let type = known.get(folder);
    if (type === undefined) {
      const file = configs.get(folder);
      if (file !== undefined) type = typeIn(file);
      // What is above node_modules says nothing of what is in it.
      else type = folder === '' || /(?:^|\/)node_modules\/$/.test(folder) ? null : typeOf(above(folder));
      known.set(folder, type);
    }
    return type;
  }
  return (name) => typeOf(name.slice(0, name.lastIndexOf('/') + 1));
}

function above(folder: string): string {
  return folder.slice(0, folder.lastIndexOf('/', folder.length - 2) + 1);
}

function typeIn(file: string): string | null {
  try {
    const { type } = JSON.parse(readFileSync(file, 'utf8')) as { readonly type?: unknown };
    return typeof type === 'string' ? type : null;
  } catch {
    // Node says so when it meets it.
    return null;
  }
}
