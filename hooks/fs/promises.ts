// `fs.promises`, which Node makes when it is first asked for. Making it costs 2 ms and the streams another 2, so the overlay waits for that
// moment, too, instead of bringing it about.
import fs from 'node:fs';
import { replaceProperty, undoAll } from '../undo.ts';
import type { Patcher, Slots } from './slots.ts';

/** How the promise forms come into the overlay. */
export interface PromisesGate {
  /** Node's own functions, as they were before ours. */
  readonly originals: typeof fs.promises;
  /** Puts our functions in, unless they are: before anybody gets hold of the object. */
  open(): void;
  undo(): void;
}

/** The specifiers and ids under which the object can be had without asking `fs`. */
export function namesPromises(specifier: string): boolean {
  return specifier === 'fs/promises' || specifier === 'node:fs/promises';
}

export function createPromisesGate(patcher: Patcher): PromisesGate {
  const accessor = Object.getOwnPropertyDescriptor(fs, 'promises');
  const take = (): typeof fs.promises => (accessor?.get === undefined ? accessor?.value : accessor.get.call(fs));
  let originals: typeof fs.promises | undefined;
  let isOpen = false;

  const snapshot = (): typeof fs.promises => {
    originals ??= { ...take() };
    return originals;
  };
  function open(): void {
    if (isOpen) return;
    isOpen = true;
    snapshot();
    patcher.replaceDeferred(take() as unknown as Slots);
  }

  const getter = (): typeof fs.promises => {
    open();
    return take();
  };
  if (accessor?.get !== undefined) Object.defineProperty(fs, 'promises', { ...accessor, get: getter });
  const { getBuiltinModule } = process;
  const undoBuiltins =
    getBuiltinModule === undefined
      ? () => {}
      : replaceProperty(process, 'getBuiltinModule', ((id: string) => {
          if (namesPromises(id)) open();
          return getBuiltinModule.call(process, id);
        }) as typeof getBuiltinModule);

  return {
    get originals() {
      return snapshot();
    },
    open,
    undo: undoAll([
      undoBuiltins,
      () => {
        if (accessor?.get === undefined || Object.getOwnPropertyDescriptor(fs, 'promises')?.get !== getter) return;
        Object.defineProperty(fs, 'promises', accessor);
      },
    ]),
  };
}
