// What only a program that loads native members needs: a bundle of its own, loaded for the first one.
export { extractStrategy } from '../../loaders/native/extract.ts';
export { openExtractionCache } from '../../loaders/native/extraction-cache.ts';
export { memoryStrategy } from '../../loaders/native/memory.ts';
export { nativeFile } from '../../loaders/native/native-file.ts';
export { NativeMembers } from '../../loaders/native/native-members.ts';
export { VariantFinder } from '../../loaders/native/variants.ts';
