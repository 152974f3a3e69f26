// Runs modules without source for whoever came by for a source and was given the stub: hooks of others, the inspector, coverage.
import { constants, Script } from 'node:vm';
import { ZipImportError } from '../../lib/errors.ts';
import type { Finder, Member } from '../../lib/finders/finder.ts';
import type { CompiledScript } from '../../loaders/loader.ts';
import { silenceImportWarning } from './script-runner.ts';

export { sourcelessLoader } from '../../loaders/compiled/sourceless-loader.ts';

/** The parameters of a CommonJS module. */
export type ModuleArguments = readonly [
  exports: unknown,
  require: unknown,
  module: unknown,
  filename: string,
  directory: string,
];

/** What a stub calls, with what it was called with itself. */
export type RunStub = (...parameters: ModuleArguments) => void;

/**
 * @param find the member at a path
 * @param scriptOf its code; null when it is no module without source
 */
export function stubRunner(
  find: (file: string) => { readonly finder: Finder; readonly member: Member } | null,
  scriptOf: (finder: Finder, member: Member, path: string) => CompiledScript | null,
): RunStub {
  let isQuiet = false;
  return (...parameters) => {
    const [exports, , , filename] = parameters;
    const found = find(filename);
    const script = found === null ? null : scriptOf(found.finder, found.member, filename);
    if (script === null) {
      const message = `${filename} has no source, and its archive has no code for it. Pack it again.`;
      throw new ZipImportError('ERR_ZIPIMPORT_SOURCELESS_UNLOADABLE', message);
    }
    if (script.hasImport && !isQuiet) {
      isQuiet = true;
      silenceImportWarning();
    }
    const compiled = new Script(script.text, {
      filename,
      lineOffset: -1,
      cachedData: script.cachedData,
      importModuleDynamically: constants.USE_MAIN_CONTEXT_DEFAULT_LOADER,
    });
    if (compiled.cachedDataRejected === true) script.reject();
    (compiled.runInThisContext() as (this: unknown, ...parameters: ModuleArguments) => void).apply(exports, parameters);
  };
}
