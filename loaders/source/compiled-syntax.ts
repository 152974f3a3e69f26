// Whether a source is an ES module, told without Node's internals: by compiling it, as Node itself does. For processes that are denied those
// (--permission).
import { compileFunction } from 'node:vm';

const WRAPPER_PARAMETERS = ['exports', 'require', 'module', '__filename', '__dirname'] as const;

// V8's messages, by which Node tells modules, too: esm_syntax_error_messages in https://github.com/nodejs/node/blob/v24.0.0/src/node_contextify.cc
const MODULES_ONLY: readonly string[] = [
  'Cannot use import statement outside a module',
  "Unexpected token 'export'",
  "Cannot use 'import.meta' outside a module",
];

/**
 * The answer of Node's own detection; another one, true, only for sources that fail as CommonJS and as a module, such as those with a
 * `return` outside of functions beside an `await`.
 * @param source runs nowhere
 */
export function compilesAsModuleOnly(source: string): boolean {
  const asCommonJS = objectionTo(source, WRAPPER_PARAMETERS);
  if (asCommonJS === null) return false;
  // In such a function `await` and variables of any name are allowed, as in a module. On a line of its own, because the source may end in a comment.
  return isAboutModules(asCommonJS) || isAboutModules(objectionTo(`(async function() {${source}\n})();`, []));
}

/** Whether V8 objects to what modules may hold, or to nothing. */
function isAboutModules(objection: string | null): boolean {
  return objection === null || MODULES_ONLY.some((message) => objection.includes(message));
}

function objectionTo(source: string, parameters: readonly string[]): string | null {
  try {
    compileFunction(source, parameters);
    return null;
  } catch (error) {
    return (error as Error).message;
  }
}
