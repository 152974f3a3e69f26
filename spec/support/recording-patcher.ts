// A patcher that replaces nothing and remembers what it was asked to, and the context of an overlay around it.
import fs from 'node:fs';
import { createDescriptors } from '../../hooks/fs/descriptors.ts';
import { createFileHandles } from '../../hooks/fs/file-handle.ts';
import type { FsFunction } from '../../hooks/fs/forms.ts';
import type { OverlayContext } from '../../hooks/fs/overlay-context.ts';
import { createPlaces } from '../../hooks/fs/paths.ts';
import type { Patcher, Slots } from '../../hooks/fs/slots.ts';
import type { Finder } from '../../lib/finders/finder.ts';
import { PathFinder } from '../../lib/path/path-finder.ts';
import { PathHooks } from '../../lib/path/path-hooks.ts';

/** What would stand in for Node's functions: 'fs.statSync', 'fs.promises.stat', 'native' of either realpath. */
export interface Recorded {
  readonly context: OverlayContext;
  readonly functions: Map<string, FsFunction>;
}

/** @param finder opened already, so that its own path is located, too */
export function recordingOverlay(finder: Finder): Recorded {
  const hooks = new PathHooks();
  hooks.add((entry) => (entry === finder.entry ? finder : null), { suffixes: ['.zip'] });
  const paths = new PathFinder(hooks);
  paths.finderFor(finder.entry);
  const functions = new Map<string, FsFunction>();
  const owners = new Map<unknown, string>([
    [fs, 'fs'],
    [fs.promises, 'fs.promises'],
    [fs.realpath, 'fs.realpath'],
    [fs.realpathSync, 'fs.realpathSync'],
  ]);
  const descriptors = createDescriptors();
  const promises = fs.promises as unknown as Slots;
  const replace: Patcher['replace'] = (target, name, make) => {
    const original = target[name];
    if (typeof original === 'function') functions.set(`${owners.get(target)}.${name}`, make(original as FsFunction));
  };
  const context: OverlayContext = {
    places: createPlaces(paths),
    descriptors,
    handles: createFileHandles(descriptors, { open: fs.promises.open, statSync: fs.statSync }),
    originals: { ...fs, promises: { ...fs.promises } },
    patcher: {
      replace,
      replacePromised: (name, make) => replace(promises, name, make),
      replaceDeferred() {},
      suspended: (action) => action(),
      primer: () => () => {},
      undo() {},
    },
  };
  return { context, functions };
}
