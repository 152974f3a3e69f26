// The loaders that are there without anybody adding them, in the order in which they are asked.
import path from 'node:path';
import { sourcelessFilter } from '../../loaders/compiled/sourceless-members.ts';
import type { Loader } from '../../loaders/loader.ts';
import { addonLoader } from '../../loaders/native/addon.ts';
import { javascriptLoader } from '../../loaders/source/javascript.ts';
import { jsonLoader } from '../../loaders/source/json.ts';
import { tsxLoader } from '../../loaders/source/tsx.ts';
import { typescriptLoader } from '../../loaders/source/typescript.ts';
import { webassemblyLoader } from '../../loaders/source/webassembly.ts';
import { makeFindTransform, nodeStripTypes } from './typescript-tools.ts';

/** What they need of the runtime. */
export interface LoaderSurroundings {
  /** Node's ERR_UNKNOWN_FILE_EXTENSION. */
  unknownFileExtension(extension: string, file: string): Error;
  readonly importsAddons: boolean;
  /** Loads members that have a code cache. */
  codeCache(): Loader;
  /** Loads members without source. */
  sourceless(): Loader;
}

export function builtInLoaders({
  unknownFileExtension,
  importsAddons,
  codeCache,
  sourceless,
}: LoaderSurroundings): readonly Loader[] {
  const mayBeSourceless = sourcelessFilter();
  return [
    {
      name: 'compiled/sourceless',
      accepts: (member, situation) => mayBeSourceless(member, situation) && sourceless().accepts(member, situation),
      load: (request) => sourceless().load(request),
    },
    {
      name: 'compiled/codecache',
      accepts: (member, situation) => situation.takesScripts === true && codeCache().accepts(member, situation),
      load: (request) => codeCache().load(request),
    },
    javascriptLoader,
    jsonLoader,
    typescriptLoader(nodeStripTypes()),
    tsxLoader(makeFindTransform(), (file) => unknownFileExtension(path.extname(file), file)),
    webassemblyLoader,
    addonLoader((file) => (importsAddons ? null : unknownFileExtension('.node', file))),
  ];
}
