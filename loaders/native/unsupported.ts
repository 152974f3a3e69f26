// Holds the place of the native strategies: says clearly that `.node` members cannot be loaded yet.
import { ZipImportError } from '../../lib/errors.ts';
import type { Loader } from '../loader.ts';

export const unsupportedNativeLoader: Loader = {
  name: 'native/unsupported',
  accepts: ({ name }) => name.endsWith('.node'),
  load: ({ finder, member }) => {
    throw new ZipImportError(
      'ERR_ZIPIMPORT_NATIVE_UNSUPPORTED',
      `${member.name} in ${finder.entry} is a native addon; native members are not supported yet. ` +
        'Keep its package in a node_modules directory beside the archive: a real directory is found first.',
      { archive: finder.entry, member: member.name },
    );
  },
};
