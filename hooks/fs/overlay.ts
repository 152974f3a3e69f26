// Puts the archives into the public `fs` and takes them out again. What Node itself builds on the public functions (streams on
// open/read/close, exists on access, glob on lstat/readdir) is left as it is and sees the archives through them.
import fs from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import { unseen } from '../../lib/original-fs.ts';
import { patchCapturedFunctions } from './captured-functions.ts';
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

/**
 * Makes `fs`, `node:fs` and their promise forms answer for paths inside archives, as a read-only directory would.
 * @param isLate whether somebody may have taken functions of `fs` already
 */
export function installFsOverlay(locator: PathLocator, isLate = false): InstalledOverlay {
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
  const undoCaptured = isLate ? patchCapturedFunctions(context.places, descriptors, valuesOf(fs)) : () => {};
  syncBuiltinESMExports();
  return {
    openPromises: promises.open,
    undo() {
      undoCaptured();
      promises.undo();
      patcher.undo();
      context.places.stop();
      syncBuiltinESMExports();
    },
  };
}

/** The properties; not what stands behind getters, which Node makes when it is first asked for. */
function valuesOf(object: typeof fs): typeof fs {
  const kept: Record<string, unknown> = {};
  for (const [name, { value }] of Object.entries(Object.getOwnPropertyDescriptors(object))) {
    if (value !== undefined) kept[name] = value;
  }
  return kept as unknown as typeof fs;
}

/** Node's functions. */
function originalsOf(promises: PromisesGate): typeof fs {
  // The real place of an archive's file is asked for while the archive is in use.
  const kept = { ...valuesOf(fs), realpathSync: unseen(fs.realpathSync) };
  Object.defineProperty(kept, 'promises', { get: () => promises.originals });
  return kept as typeof fs;
}
