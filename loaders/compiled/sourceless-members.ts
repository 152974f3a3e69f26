// Which members may be modules without source: asked for every module that is required, so it reads nothing and needs no other part.
import type { Finder, Member } from '../../lib/finders/finder.ts';
import type { LoadSituation } from '../loader.ts';

/** Lists for which versions of Node.js the archive's modules without source were compiled. Without it an archive has none of them. */
export const SOURCELESS_LIST = '.zipimport/compiled/sourceless.json';

/** Extension of modules that bytenode, or who follows it, has compiled. */
export const COMPILED_EXTENSION = '.jsc';

/** Symbol.for this is the property of `globalThis[Symbol.for('zipimport')]` through which what stands in place of a source has its module run. */
export const RUN_SYMBOL = 'zipimport.sourceless';

/** Whether a member may be one, as far as its name and its archive tell. */
export function sourcelessFilter(): (member: Member, situation: LoadSituation) => boolean {
  const known = new WeakMap<Finder, boolean>();

  function hasSome(finder: Finder): boolean {
    let has = known.get(finder);
    if (has === undefined) {
      has = finder.lookup(SOURCELESS_LIST)?.kind === 'file';
      known.set(finder, has);
    }
    return has;
  }

  return ({ name }, { finder, kind, takesScripts }) => {
    if (kind !== 'require') return false;
    return name.endsWith(COMPILED_EXTENSION) || (takesScripts === true && hasSome(finder));
  };
}
