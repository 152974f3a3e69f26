// Puts the hooks in place, in the way that this Node.js has, and takes them out again.
import { ZipImportError } from '../lib/errors.ts';
import { RUN_SYMBOL } from '../loaders/compiled/sourceless-members.ts';
import { installFsOverlay } from './fs/overlay.ts';
import { namesPromises } from './fs/promises.ts';
import { createBuiltinGates, isLoaded } from './modules/builtin-gates.ts';
import { patchCapturedReads } from './modules/captured-reads.ts';
import { patchCommonJS } from './modules/commonjs.ts';
import { moduleParts } from './modules/load-parts.ts';
import { Module } from './modules/node-module.ts';
import { patchFindPackageJson } from './modules/patch-find-package-json.ts';
import { type InstalledHooks, registerImportHooks } from './modules/register-hooks.ts';
import { isHooksThread, watchThreadHooks } from './modules/thread-hooks.ts';
import { patchDlopen } from './native/dlopen.ts';
import { installPrograms } from './native/install-programs.ts';
import { HAS_REGISTER_HOOKS } from './node-features.ts';
import { patchChdir } from './process/chdir.ts';
import { patchExecve } from './process/execve.ts';
import { installInheritance, registrationPath } from './process/install.ts';
import { nodeOptions } from './process/node-options.ts';
import { isRegisteredFirst } from './process/registration.ts';
import type { Runtime } from './runtime.ts';
import type { Undo } from './undo.ts';
import { undoAll } from './undo.ts';

/**
 * @returns the undo
 * @throws ERR_ZIPIMPORT_NODE_UNSUPPORTED where this Node.js offers no way to hook imports
 */
export function installHooks(runtime: Runtime): Undo {
  const undos: Undo[] = [];
  // Whether something of the program may have run before, and have taken what is patched here.
  const isLate = isHooksThread() || !isRegisteredFirst(nodeOptions(), registrationPath());
  try {
    undos.push(runtime.undo);
    const overlay = installFsOverlay(runtime.paths, isLate);
    undos.push(overlay.undo);
    const gates = createBuiltinGates();
    undos.push(gates.undo);
    // Who names fs/promises gets it past `fs`: where the hooks see that, it is soon enough then.
    const beforeBuiltin = (specifier: string): void => {
      // Most specifiers are relative.
      if (specifier.charCodeAt(0) === 46) return;
      if (namesPromises(specifier)) overlay.openPromises();
      else gates.before(specifier);
    };
    if (!HAS_REGISTER_HOOKS || isLoaded('internal/fs/promises')) overlay.openPromises();
    const thread = watchThreadHooks();
    undos.push(thread.undo);
    const imports = installImports(runtime, beforeBuiltin, thread.areThere);
    undos.push(imports.undo);
    undos.push(patchCommonJS({ ...runtime.commonjs, ...imports, isLate, beforeBuiltin }));
    undos.push(offerStubRunner(runtime));
    undos.push(patchFindPackageJson(runtime.findPackageJson));
    undos.push(patchDlopen(runtime.native));
    undos.push(patchChdir(runtime.commonjs.owns));
    undos.push(patchExecve(runtime.commonjs.owns));
    installInheritance(gates, {
      pathEntries: runtime.pathEntries,
      owns: runtime.commonjs.owns,
      policyFile: runtime.policy.file,
    });
    installPrograms(gates, runtime.native);
    undos.push(runtime.extraction.install(gates));
    let isGone = false;
    undos.push(() => {
      isGone = true;
    });
    // A wrapper around every read of the program: not before there is something to find.
    runtime.onFirstArchive(() => {
      if (!isGone && !isLate) undos.push(patchCapturedReads(runtime.readMember));
    });
    Module.syncBuiltinESMExports();
  } catch (error) {
    undoAll(undos)();
    throw error;
  }
  return () => undoAll([() => Module.syncBuiltinESMExports(), ...undos])();
}

// On what marks the process as having hooks, not on globalThis: a program that lists what is there sees nothing new.
function offerStubRunner({ runStub }: Runtime): Undo {
  const holder = (globalThis as { [name: symbol]: { [name: symbol]: unknown } | undefined })[Symbol.for('zipimport')];
  if (holder === undefined) return () => {};
  const key = Symbol.for(RUN_SYMBOL);
  Object.defineProperty(holder, key, { value: runStub, configurable: true });
  return () => {
    if (holder[key] === runStub) delete holder[key];
  };
}

function installImports(
  { imports }: Runtime,
  beforeBuiltin: (specifier: string) => void,
  hasThreadHooks: () => boolean,
): InstalledHooks {
  // Imports of that thread go through what thread-hooks.ts puts there; with others Node 22 cannot resolve a thing in it.
  if (isHooksThread()) return { undo: moduleParts().offerAsyncHooks(imports), mustAskHooks: () => false };
  if (HAS_REGISTER_HOOKS) return registerImportHooks(imports, beforeBuiltin, hasThreadHooks);
  const { internalRequire, takeOverLoader } = moduleParts();
  const require = internalRequire();
  if (require === null) {
    throw new ZipImportError(
      'ERR_ZIPIMPORT_NODE_UNSUPPORTED',
      `Node.js ${process.version} has no module.registerHooks, and its inspector, through which zipimport hooks imports there, ` +
        'is missing or denied. Use Node.js 22.15 or newer, or start without --permission.',
    );
  }
  return {
    undo: takeOverLoader(require, imports, beforeBuiltin, hasThreadHooks),
    mustAskHooks: () => false,
  };
}
