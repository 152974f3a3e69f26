// What finds and loads modules in archives, beyond telling that one takes part: a bundle of its own, loaded when the first does.
export { findEntryPoint } from '../process/entry-point.ts';
export { usePlugin } from '../use-plugin.ts';
export { offerAsyncHooks } from './async-hooks.ts';
export { builtInLoaders } from './built-in-loaders.ts';
export { withEarlier, withEarlierResolved } from './earlier-hooks.ts';
export { findPackageJson } from './find-package-json.ts';
export { makeImportAnswers } from './import-context.ts';
export { takeOverLoader } from './internal-loader.ts';
export { internalRequire } from './node-internals.ts';
export { makeOwnRequire } from './own-require.ts';
