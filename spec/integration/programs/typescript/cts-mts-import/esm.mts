import { createRequire } from 'node:module';

const require = createRequire(import.meta.url);
export const value: unknown = require('./common.cts').named;
