// `.node` members: handed on to process.dlopen, which both `require` and `import` of addons end in, and which the hooks extend.
import type { Loader, LoadResult } from '../loader.ts';

const ADDON: LoadResult = { format: 'addon', source: '' };

/**
 * @param refuseImport makes Node's ERR_UNKNOWN_FILE_EXTENSION for a path, or says null where this process may import addons
 */
export function addonLoader(refuseImport: (path: string) => Error | null): Loader {
  return {
    name: 'native/addon',
    accepts: ({ name }) => name.endsWith('.node'),
    load({ kind, path }) {
      const error = kind === 'import' ? refuseImport(path) : null;
      if (error !== null) throw error;
      return ADDON;
    },
  };
}
