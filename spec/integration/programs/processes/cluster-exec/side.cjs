globalThis.side = __filename;
