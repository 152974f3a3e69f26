// Builtins that are patched when somebody first asks for them: to load them for that at start-up would cost 2 to 6 ms each.
import { replaceProperty, type Undo, undoAll } from '../undo.ts';

/** What waits to be patched. */
export interface BuiltinGates {
  /**
   * Runs `open` before anybody gets hold of one of the builtins, once: at once when Node has loaded the first of them already.
   * What is added first for a builtin is run first.
   */
  add(names: readonly [string, ...string[]], open: () => Undo): void;
  /** To be called with each specifier before Node has resolved it. */
  before(specifier: string): void;
  /** Undoes what was opened; what was not stays closed. */
  undo: Undo;
}

/** Whether Node has made one of its modules, so that somebody may hold it already. */
export function isLoaded(name: string): boolean {
  return nodeModules().includes(`NativeModule ${name}`);
}

/** What Node has made so far; grows. */
export function nodeModules(): readonly string[] {
  return (process as unknown as { moduleLoadList: string[] }).moduleLoadList;
}

/** Gates that see `import` and `require` where the hooks call `before`, and `process.getBuiltinModule` by themselves. */
export function createBuiltinGates(): BuiltinGates {
  const closed = new Map<string, (() => void)[]>();
  const undos: Undo[] = [];
  const opening: (() => void)[] = [];
  const before = (specifier: string): void => {
    const waiting = closed.get(specifier);
    if (waiting === undefined) return;
    closed.delete(specifier);
    const isOpening = opening.length > 0;
    opening.push(...waiting);
    // What is opened asks for the builtin itself, maybe by its other name: what waits behind it keeps its place.
    if (isOpening) return;
    try {
      for (const open of opening) open();
    } finally {
      opening.length = 0;
    }
  };

  const { getBuiltinModule } = process;
  undos.push(
    replaceProperty(process, 'getBuiltinModule', ((id: string) => {
      before(id);
      return getBuiltinModule.call(process, id);
    }) as typeof getBuiltinModule),
  );
  return {
    add(names, open) {
      const keys = names.flatMap((name) => [name, `node:${name}`]);
      let isOpen = false;
      const openOnce = (): void => {
        if (isOpen) return;
        isOpen = true;
        undos.push(open());
      };
      if (isLoaded(names[0])) return openOnce();
      for (const key of keys) closed.set(key, [...(closed.get(key) ?? []), openOnce]);
    },
    before,
    undo: () => {
      closed.clear();
      undoAll(undos)();
    },
  };
}
