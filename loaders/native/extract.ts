// Native members from real files: unpacked into the extraction cache, with the libraries that lie beside them.
import { createHash } from 'node:crypto';
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
      const own = ownFolder(file.member);
      const names = relativeLayout(all.map((item) => item.path)).map((name) => `${own}/${name}`);
      const directory = cache().extract(
        all.map((item, at) => ({ name: names[at] as string, content: item.content(), executable: true })),
      );
      open(path.join(directory, names[0] as string));
    },
    place(file, { isOtherUser }) {
      if (isOtherUser) throw new Error('no other user may look into the cache');
      return cache().place({ name: path.basename(file.path), content: file.content(), executable: true });
    },
  };
}

/**
 * Members with equal content are two files, as on a disk: an addon that registers itself when its library is loaded does that once for
 * each file, and static variables are one set for each. Archives still share what lies in the same place in both.
 */
function ownFolder(member: string): string {
  return createHash('sha256').update(member).digest('hex').slice(0, 8);
}
