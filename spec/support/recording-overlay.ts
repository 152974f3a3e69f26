// An overlay that stands in front of nothing: the forms behind its gates, to be called by name.
import fs from 'node:fs';
import type { FsFunction } from '../../hooks/fs/forms.ts';
import { createForms } from '../../hooks/fs/parts.ts';
import { createPlaces } from '../../hooks/fs/paths.ts';
import type { Slots } from '../../hooks/fs/slots.ts';
import type { Finder } from '../../lib/finders/finder.ts';
import { PathFinder } from '../../lib/path/path-finder.ts';
import { PathHooks } from '../../lib/path/path-hooks.ts';

/**
 * The forms of an overlay over one finder, by slot: 'statSync', 'promises.stat', 'realpath.native'. Those that this Node.js has no function for
 * are left out.
 * @param finder opened already, so that its own path is located, too
 */
export function recordedForms(finder: Finder): ReadonlyMap<string, FsFunction> {
  const hooks = new PathHooks();
  hooks.add((entry) => (entry === finder.entry ? finder : null), { suffixes: ['.zip'] });
  const paths = new PathFinder(hooks);
  paths.finderFor(finder.entry);
  const forms = createForms({
    places: createPlaces(paths),
    originals: { ...fs, promises: { ...fs.promises } },
    suspended: (action) => action(),
  });
  const made = new Map<string, FsFunction>();
  for (const slot of forms.slots) {
    const path = slot.split('.');
    const name = path.pop()!;
    const owner = path.reduce<Slots>((target, key) => target[key] as Slots, fs as unknown as Slots);
    const original = owner[name];
    if (typeof original === 'function')
      made.set(
        slot,
        forms.make(slot, original as FsFunction, () => undefined),
      );
  }
  return made;
}
