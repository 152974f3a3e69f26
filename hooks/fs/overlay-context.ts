// What the parts of one overlay are handed.
import type fs from 'node:fs';
import type { Descriptors } from './descriptors.ts';
import type { FileHandles } from './file-handle.ts';
import type { Places } from './paths.ts';
import type { Patcher } from './slots.ts';

/** What all parts of one installed overlay share. */
export interface OverlayContext {
  readonly places: Places;
  readonly descriptors: Descriptors;
  readonly handles: FileHandles;
  readonly patcher: Patcher;
  /** Node's functions, as they were when the overlay was installed. */
  readonly originals: typeof fs;
}
