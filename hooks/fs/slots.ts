// Putting functions into other people's objects and taking them out again: only what is still ours is ever restored.
import type { FsFunction } from './forms.ts';

/** An object whose properties are replaced: `fs`, `fs.promises`, `fs.realpath`. */
export type Slots = Record<string, unknown>;

/**
 * Makes `replacement` look like `original`: name, length, and everything else that hangs on the function
 * (`native` of realpath, the symbols that util.promisify reads).
 */
export function disguise(replacement: FsFunction, original: FsFunction): FsFunction {
  for (const key of Reflect.ownKeys(original)) {
    if (key === 'prototype') continue;
    const descriptor = Object.getOwnPropertyDescriptor(original, key);
    if (descriptor !== undefined) Object.defineProperty(replacement, key, descriptor);
  }
  return replacement;
}

/** Collects replacements, so that one call undoes all of them. */
export interface Patcher {
  /** Replaces `target[name]` by what `make` returns for it; nothing happens where this version has no such function. */
  replace(target: Slots, name: string, make: (original: FsFunction) => FsFunction): void;
  /** Puts every original back whose slot still holds our function. */
  undo(): void;
}

/** An empty collection of replacements. */
export function createPatcher(): Patcher {
  const undos: (() => void)[] = [];
  return {
    replace(target, name, make) {
      const original = target[name];
      if (typeof original !== 'function') return;
      const replacement = disguise(make(original as FsFunction), original as FsFunction);
      target[name] = replacement;
      undos.push(() => {
        if (target[name] === replacement) target[name] = original;
      });
    },
    undo() {
      for (const restore of undos.reverse()) restore();
      undos.length = 0;
    },
  };
}
