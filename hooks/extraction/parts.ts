// What only a program that has members unpacked needs: a bundle of its own, loaded when the first one is asked for.
export { nativeOrder } from '../../lib/policy/native-order.ts';
export { openExtractionCache } from '../../loaders/native/extraction-cache.ts';
export { hostPlatform, platformName } from '../../loaders/native/platform.ts';
export { fsError } from '../fs/node-errors.ts';
export { Extractor } from './extractor.ts';
export { installTranslation } from './translation.ts';
