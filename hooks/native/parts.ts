// What only a program that loads native members needs: a bundle of its own, loaded for the first one.
export { extractStrategy } from '../../loaders/native/extract.ts';
export { openExtractionCache } from '../../loaders/native/extraction-cache.ts';
export { memoryStrategy } from '../../loaders/native/memory.ts';
export { NativeAddons } from '../../loaders/native/native-addons.ts';
export { nativeFile } from '../../loaders/native/native-file.ts';
