// Hooks of others on the hooks thread (module.register): they see members because ours are there, too, put in front of the first of theirs.
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { replaceProperty, type Undo } from '../undo.ts';
import type { Placing } from './async-hooks.ts';
import { isLoaded, nodeModules } from './builtin-gates.ts';
import { Module } from './node-module.ts';

/** What this thread knows of the hooks thread. */
export interface ThreadHooks {
  /** Whether somebody else has hooks there. */
  areThere(): boolean;
  readonly undo: Undo;
}

/** Whether this is the hooks thread itself; `-r` brings us there, too. */
export function isHooksThread(): boolean {
  return isLoaded('internal/modules/esm/worker');
}

/** Notices when somebody registers hooks for the hooks thread. To be called before anybody gets hold of `module.register`. */
export function watchThreadHooks(): ThreadHooks {
  const original = Module.register;
  let isOurs = false;
  let areThere = false;

  function addOurs(isLast: boolean): void {
    areThere = true;
    if (isOurs || original === undefined) return;
    isOurs = true;
    // Beside the bundle that this is part of.
    const data: Placing = { isLast };
    original.call(Module, pathToFileURL(join(__dirname, 'thread.js')).href, { data });
  }

  /** How many of its modules Node had made when they were last looked through. */
  let count = 0;

  /** Node loads a module of its own when the first hooks are registered; mock.module() of node:test does that behind `register`. */
  function look(): boolean {
    const { length } = nodeModules();
    if (areThere || length === count) return areThere;
    count = length;
    if (isLoaded('internal/modules/esm/hooks') && !isHooksThread()) addOurs(true);
    return areThere;
  }

  look();
  return {
    areThere: look,
    undo:
      original === undefined
        ? () => {}
        : replaceProperty(Module, 'register', function register(this: unknown, ...args: unknown[]): unknown {
            addOurs(false);
            return (original as (...args: unknown[]) => unknown).apply(this, args);
          } as typeof original),
  };
}
