// Requiring the builtin of whose deprecation Node warns by who asks for it.
import type { CommonJSModule, LoadOptions } from './node-module.ts';
import { Module } from './node-module.ts';

/** `punycode` (DEP0040). Node warns of it unless the nearest script on the stack that is not Node's lies below `node_modules`. */
export function isWarnedOf(request: string): boolean {
  return request === 'punycode' || request === 'node:punycode';
}

/**
 * Node's `Module._load`, called from a script that is named as the parent is: otherwise the nearest would be ours, wherever zipimport lies.
 * @param load Node's own
 */
export function loadForParent(
  load: typeof Module._load,
  request: string,
  parent: CommonJSModule | null | undefined,
  isMain: boolean | undefined,
  options: LoadOptions | undefined,
): unknown {
  const filename = parent?.filename ?? '';
  const parameters = ['load', 'Module', 'request', 'parent', 'isMain', 'options'];
  const call = process
    .getBuiltinModule('vm')
    .compileFunction('return load.call(Module, request, parent, isMain, options);', parameters, { filename });
  return call(load, Module, request, parent, isMain, options);
}
