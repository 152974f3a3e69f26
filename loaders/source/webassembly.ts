// WebAssembly members. The bytes go to Node as they are: a string would be refused by its translator.
import type { Loader } from '../loader.ts';

export const webassemblyLoader: Loader = {
  name: 'source/webassembly',
  accepts: ({ name }) => name.endsWith('.wasm'),
  load: ({ finder, member }) => ({ format: 'wasm', source: finder.read(member) }),
};
