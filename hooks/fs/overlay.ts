// Puts the archives into the public `fs` and takes them out again. What Node itself builds on the public functions (streams on
// open/read/close, exists on access, glob on lstat/readdir) is left as it is and sees the archives through them.
import fs from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import { patchDescriptorFunctions } from './descriptor-functions.ts';
import { createDescriptors, type Descriptors } from './descriptors.ts';
import { createFileHandles, type FileHandles } from './file-handle.ts';
import { patchPathFunctions } from './path-functions.ts';
import { createPlaces, type PathLocator, type Places } from './paths.ts';
import { createPatcher, type Patcher } from './slots.ts';
import { patchTwoPathFunctions } from './two-path-functions.ts';

/** What all parts of one installed overlay share. */
export interface OverlayContext {
  readonly places: Places;
  readonly descriptors: Descriptors;
  readonly handles: FileHandles;
  readonly patcher: Patcher;
  /** Node's functions, as they were when the overlay was installed. */
  readonly originals: typeof fs;
}

/**
 * Makes `fs`, `node:fs` and their promise forms answer for paths inside archives, as a read-only directory would.
 * @returns the undo: restores each function that is still ours; functions that somebody kept answer for the disk only from then on
 */
export function installFsOverlay(locator: PathLocator): () => void {
  const originals: typeof fs = { ...fs, promises: { ...fs.promises } };
  const descriptors = createDescriptors();
  const context: OverlayContext = {
    places: createPlaces(locator),
    descriptors,
    handles: createFileHandles(descriptors, { open: originals.promises.open, statSync: originals.statSync }),
    patcher: createPatcher(),
    originals,
  };
  patchPathFunctions(context);
  patchTwoPathFunctions(context);
  patchDescriptorFunctions(context);
  syncBuiltinESMExports();
  return () => {
    context.patcher.undo();
    context.places.stop();
    syncBuiltinESMExports();
  };
}
