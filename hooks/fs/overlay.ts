// Puts the archives into the public `fs` and takes them out again. What Node itself builds on the public functions (streams on
// open/read/close, exists on access, glob on lstat/readdir) is left as it is and sees the archives through them.
import fs from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import { patchDescriptorFunctions } from './descriptor-functions.ts';
import { createDescriptors } from './descriptors.ts';
import { createFileHandles } from './file-handle.ts';
import type { OverlayContext } from './overlay-context.ts';
import { patchPathFunctions } from './path-functions.ts';
import { createPlaces, type PathLocator } from './paths.ts';
import { createPromisesGate, type PromisesGate } from './promises.ts';
import { createPatcher } from './slots.ts';
import { patchTwoPathFunctions } from './two-path-functions.ts';

/** An overlay in place. */
export interface InstalledOverlay {
  /** To be called before anybody gets hold of `node:fs/promises` without asking `fs` for it; calling it again does nothing. */
  openPromises(): void;
  /** Restores each function that is still ours; functions that somebody kept answer for the disk only from then on. */
  undo(): void;
}

/** Makes `fs`, `node:fs` and their promise forms answer for paths inside archives, as a read-only directory would. */
export function installFsOverlay(locator: PathLocator): InstalledOverlay {
  const patcher = createPatcher();
  const promises = createPromisesGate(patcher);
  const originals = originalsOf(promises);
  const descriptors = createDescriptors();
  const context: OverlayContext = {
    places: createPlaces(locator),
    descriptors,
    handles: createFileHandles(descriptors, {
      open: (...args) => promises.originals.open(...args),
      statSync: originals.statSync,
    }),
    patcher,
    originals,
  };
  patchPathFunctions(context);
  patchTwoPathFunctions(context);
  patchDescriptorFunctions(context);
  syncBuiltinESMExports();
  return {
    openPromises: promises.open,
    undo() {
      promises.undo();
      patcher.undo();
      context.places.stop();
      syncBuiltinESMExports();
    },
  };
}

/** Node's functions; not what stands behind getters, which Node makes when it is first asked for. */
function originalsOf(promises: PromisesGate): typeof fs {
  const kept: Record<string, unknown> = {};
  for (const [name, { value }] of Object.entries(Object.getOwnPropertyDescriptors(fs))) {
    if (value !== undefined) kept[name] = value;
  }
  Object.defineProperty(kept, 'promises', { get: () => promises.originals });
  return kept as unknown as typeof fs;
}
