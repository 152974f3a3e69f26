// Native members from real files: unpacked into the extraction cache, with the libraries that lie beside them.
import path from 'node:path';
import type { ExtractionCache } from './extraction-cache.ts';
import type { NativeStrategy } from './native-strategy.ts';
import { relativeLayout } from './relative-layout.ts';

/** @param openCache called for the first member */
export function extractStrategy(openCache: () => ExtractionCache): NativeStrategy {
  let opened: ExtractionCache | undefined;
  const cache = (): ExtractionCache => {
    opened ??= openCache();
    return opened;
  };
  return {
    name: 'extract',
    load({ file, libraries, open }) {
      const all = [file, ...libraries];
      const names = relativeLayout(all.map((item) => item.path));
      const directory = cache().extract(
        all.map((item, at) => ({ name: names[at] as string, content: item.content(), executable: true })),
      );
      open(path.join(directory, names[0] as string));
    },
    place(file) {
      return cache().place({ name: path.basename(file.path), content: file.content(), executable: true });
    },
  };
}
