globalThis.preloaded = __filename;
