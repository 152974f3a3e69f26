// Putting functions into other people's objects and taking them out again: only what is still ours is ever restored.
import { unseen } from '../../lib/original-fs.ts';
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
  /** The same for a function of `fs.promises`, done when that object is first asked for: see promises.ts. */
  replacePromised(name: string, make: (original: FsFunction) => FsFunction): void;
  /** Does what {@link replacePromised} was asked for; from then on it does so at once. */
  replaceDeferred(promises: Slots): void;
  /** Runs `action` with the originals in place: for what Node loads only then, capturing the functions it finds. */
  suspended<Result>(action: () => Result): Result;
  /** Puts every original back whose slot still holds our function. */
  undo(): void;
}

/** An empty collection of replacements. */
export function createPatcher(): Patcher {
  const replaced: { target: Slots; name: string; original: FsFunction; replacement: FsFunction }[] = [];
  const suspended = <Result>(action: () => Result): Result => {
    const ours = replaced.filter(({ target, name, replacement }) => target[name] === replacement);
    for (const { target, name, original } of ours) target[name] = original;
    try {
      return unseen(action)();
    } finally {
      for (const { target, name, replacement } of ours) target[name] = replacement;
    }
  };
  const replace: Patcher['replace'] = (target, name, make) => {
    const original = target[name];
    if (typeof original !== 'function') return;
    const replacement = disguise(make(original as FsFunction), original as FsFunction);
    target[name] = replacement;
    replaced.push({ target, name, original: original as FsFunction, replacement });
  };
  const deferred: [name: string, make: (original: FsFunction) => FsFunction][] = [];
  let promises: Slots | undefined;
  return {
    replace,
    replacePromised(name, make) {
      if (promises === undefined) deferred.push([name, make]);
      else replace(promises, name, make);
    },
    replaceDeferred(target) {
      promises = target;
      for (const [name, make] of deferred) replace(target, name, make);
      deferred.length = 0;
    },
    suspended,
    undo() {
      for (const { target, name, original, replacement } of replaced.reverse()) {
        if (target[name] === replacement) target[name] = original;
      }
      replaced.length = 0;
    },
  };
}
