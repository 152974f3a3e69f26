// Puts the archives into the public `fs` and takes them out again. What Node itself builds on the public functions (streams on
// open/read/close, exists on access, glob on lstat/readdir) is left as it is and sees the archives through them.
import fs from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import { unseen } from '../../lib/original-fs.ts';
import { loadBundle } from '../bundles/load-bundle.ts';
import type { FsFunction } from './forms.ts';
import { GATED, GATED_PROMISED } from './gated-functions.ts';
import { type Gate, HOT_GATES, type Lookout, laterGate, openGate, syncGate, twoPathsGate } from './gates.ts';
import type * as Parts from './parts.ts';
import { createPlaces, type PathLocator } from './paths.ts';
import { createPromisesGate } from './promises.ts';
import { createPatcher, type Slots } from './slots.ts';

const FS = fs as unknown as Slots;

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
 * @param loadParts what loads the forms behind the gates
 */
export function installFsOverlay(
  locator: PathLocator,
  isLate = false,
  loadParts = (): typeof Parts => loadBundle('files') as typeof Parts,
): InstalledOverlay {
  const patcher = createPatcher();
  const promises = createPromisesGate(patcher);
  const places = createPlaces(locator);
  const originals: Slots = {};
  let loaded: Parts.Forms | undefined;
  const forms = (): Parts.Forms => {
    loaded ??= loadParts().createForms({
      places,
      originals: originalFunctions(originals, () => promises.originals),
      suspended: patcher.suspended,
    });
    return loaded;
  };
  const lookout: Lookout = {
    screen: places.screen,
    mayBeOurs: (argument) => loaded !== undefined || places.find(argument) !== null,
  };
  const gated = (slot: string, gate: Gate) => (original: FsFunction) => {
    let form: FsFunction | undefined;
    return gate(original, lookout, (self) => {
      form ??= forms().make(slot, original, self);
      return form;
    });
  };
  const replace = (name: string, gate: Gate): void => {
    originals[name] = FS[name];
    patcher.replace(FS, name, gated(name, gate));
  };
  for (const name of GATED.firstArgument)
    replace(name, HOT_GATES[name] ?? (name.endsWith('Sync') ? syncGate : laterGate));
  for (const name of GATED.twoArguments) replace(name, twoPathsGate);
  for (const name of GATED.nothing) replace(name, openGate);
  patcher.replace(FS.realpathSync as Slots, 'native', gated('realpathSync.native', syncGate));
  patcher.replace(FS.realpath as Slots, 'native', gated('realpath.native', laterGate));
  const replacePromised = (names: readonly string[], gate: Gate): void => {
    for (const name of names) patcher.replacePromised(name, gated(`promises.${name}`, gate));
  };
  replacePromised(GATED_PROMISED.firstArgument, laterGate);
  replacePromised(GATED_PROMISED.twoArguments, twoPathsGate);
  replacePromised(GATED_PROMISED.nothing, openGate);
  const undoCaptured = isLate ? forms().patchCaptured(overlaidFunctions(Object.keys(originals))) : () => {};
  syncBuiltinESMExports();
  return {
    openPromises: promises.open,
    undo() {
      undoCaptured();
      promises.undo();
      patcher.undo();
      places.stop();
      syncBuiltinESMExports();
    },
  };
}

/** Node's functions. @param promises makes `fs.promises`, if nobody has asked for it yet */
function originalFunctions(replaced: Slots, promises: () => typeof fs.promises): typeof fs {
  // The real place of an archive's file is asked for while the archive is in use.
  const originals = { ...replaced, realpathSync: unseen(replaced.realpathSync as typeof fs.realpathSync) };
  Object.defineProperty(originals, 'promises', { get: promises });
  return originals as unknown as typeof fs;
}

/** What stands in the slots now; never what is behind a getter, which Node makes when it is first asked for. */
function overlaidFunctions(names: readonly string[]): typeof fs {
  return Object.fromEntries(names.map((name) => [name, FS[name]])) as unknown as typeof fs;
}
