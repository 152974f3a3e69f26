// The forms that stand behind the gates: a bundle of its own, loaded when the first call comes that may be for an archive.
import type fs from 'node:fs';
import type { Undo } from '../undo.ts';
import { patchCapturedFunctions } from './captured-functions.ts';
import { descriptorForms } from './descriptor-functions.ts';
import { createDescriptors } from './descriptors.ts';
import { createFileHandles } from './file-handle.ts';
import type { FsFunction } from './forms.ts';
import type { MakeForm, OverlayBasics, OverlayContext } from './overlay-context.ts';
import { pathForms } from './path-functions.ts';
import { twoPathForms } from './two-path-functions.ts';

/** The forms of one overlay. */
export interface Forms {
  /** The slots that there is a form for. */
  readonly slots: Iterable<string>;
  /** The form behind one gate. @param slot 'statSync', 'promises.stat', 'realpath.native' */
  make(slot: string, original: FsFunction, gate: FsFunction): FsFunction;
  /** Has functions of `fs` that somebody took earlier answer, too. @param overlaid the functions of the overlay */
  patchCaptured(overlaid: typeof fs): Undo;
}

export function createForms(basics: OverlayBasics): Forms {
  const { places, originals } = basics;
  const descriptors = createDescriptors();
  const forms = new Map<string, MakeForm>();
  const context: OverlayContext = {
    ...basics,
    descriptors,
    handles: createFileHandles(descriptors, {
      open: (...args) => originals.promises.open(...args),
      statSync: originals.statSync,
    }),
    form: (slot, make) => forms.set(slot, make),
  };
  pathForms(context);
  twoPathForms(context);
  descriptorForms(context);
  return {
    slots: forms.keys(),
    make(slot, original, gate) {
      const make = forms.get(slot);
      return make === undefined ? original : make(original, gate);
    },
    patchCaptured: (overlaid) => patchCapturedFunctions(places, descriptors, overlaid),
  };
}
