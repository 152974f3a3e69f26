// Undo: every patch returns one, and it gives a slot back only while the slot still holds what the patch put there.

export type Undo = () => void;

/** Puts `value` into `target[key]` with the old property's attributes. */
export function replaceProperty<T extends object, K extends keyof T>(target: T, key: K, value: T[K]): Undo {
  const old = Object.getOwnPropertyDescriptor(target, key);
  Object.defineProperty(target, key, {
    value,
    writable: true,
    configurable: true,
    enumerable: old?.enumerable ?? true,
  });
  return () => {
    if (target[key] !== value) return;
    if (old === undefined) delete target[key];
    else Object.defineProperty(target, key, old);
  };
}

/** One undo for several; last made, first undone; calling it twice does nothing the second time. */
export function undoAll(undos: readonly Undo[]): Undo {
  let done = false;
  return () => {
    if (done) return;
    done = true;
    for (const undo of [...undos].reverse()) undo();
  };
}
