// What the parts of one overlay are handed.
import type fs from 'node:fs';
import type { Descriptors } from './descriptors.ts';
import type { FileHandles } from './file-handle.ts';
import type { FsFunction } from './forms.ts';
import type { Places } from './paths.ts';

/** What is known of an overlay when it is put in place. */
export interface OverlayBasics {
  readonly places: Places;
  /** Node's functions, as they were when the overlay was installed. */
  readonly originals: typeof fs;
  /** Runs `action` with the originals in place: for what Node loads only then, capturing the functions it finds. */
  suspended<Result>(action: () => Result): Result;
}

/** A form in the making: for one original, behind one gate. */
export type MakeForm = (original: FsFunction, gate: FsFunction) => FsFunction;

/** What all forms of one overlay share, and where they are put. */
export interface OverlayContext extends OverlayBasics {
  readonly descriptors: Descriptors;
  readonly handles: FileHandles;
  /** A form for a slot: 'statSync', 'promises.stat', 'realpath.native'. */
  form(slot: string, make: MakeForm): void;
}
