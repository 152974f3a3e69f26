// The door to Node's internal modules. Node 20 has no module.registerHooks, and its hooks thread can neither serve `require` of ES modules
// nor start in less than 85 ms; it has reached its end of life, so the internals used there do not move any more. On newer versions only
// module-compiler.ts comes through here, which looks at what it finds before it uses it, and does without where that is something else.
import inspector from 'node:inspector';
import { Module } from './node-module.ts';

/** Node's internal `require`: takes 'internal/modules/esm/loader' and the like. */
export type InternalRequire = (id: string) => Record<string, unknown>;

interface RemoteObject {
  readonly objectId?: string;
}
interface PropertyList {
  readonly internalProperties?: readonly { readonly name: string; readonly value?: RemoteObject }[];
}

const SLOT = Symbol.for('zipimport.internal-require');
/** The slot as the inspector can name it. */
const SLOT_EXPRESSION = `globalThis[Symbol.for('zipimport.internal-require')]`;
/** Called with a function's list of scopes. */
const TAKE_REQUIRE = `function () {
  for (let i = 0; this[i] !== undefined; i++) {
    const found = this[i].require ?? this[i].object?.require;
    if (typeof found === 'function' && found !== globalThis.require) return void (${SLOT_EXPRESSION} = found);
  }
}`;

/**
 * Node's internal `require`, found in the scopes of Node's CommonJS loader by an inspector session within this process (no port, no debugger).
 * @returns null where this Node.js is built without inspector, denies it (--permission), or keeps its scopes otherwise
 */
export function internalRequire(): InternalRequire | null {
  let session: inspector.Session | undefined;
  const holder = globalThis as { [SLOT]?: unknown };
  try {
    session = new inspector.Session();
    session.connect();
    const ask = (method: string, parameters: object): unknown => {
      let answer: unknown;
      // In a session within the same thread the answer comes before post() returns.
      session?.post(method as 'Runtime.getProperties', parameters as never, (error, result) => {
        if (error === null) answer = result;
      });
      return answer;
    };
    // Any function of Node's CommonJS loader will do; this one nobody replaces.
    holder[SLOT] = Module._initPaths;
    const load = ask('Runtime.evaluate', { expression: SLOT_EXPRESSION }) as { result?: RemoteObject } | undefined;
    const { objectId } = load?.result ?? {};
    const properties =
      objectId === undefined ? {} : (ask('Runtime.getProperties', { objectId, ownProperties: true }) as PropertyList);
    const scopes = properties.internalProperties?.find(({ name }) => name === '[[Scopes]]')?.value?.objectId;
    if (scopes === undefined) return null;
    // Looked through in place: to be told of the loader's 160 variables costs 5 to 10 ms.
    ask('Runtime.callFunctionOn', { objectId: scopes, functionDeclaration: TAKE_REQUIRE });
    const require = holder[SLOT];
    return typeof require === 'function' && require !== Module._initPaths ? (require as InternalRequire) : null;
  } catch {
    return null;
  } finally {
    delete holder[SLOT];
    session?.disconnect();
  }
}
