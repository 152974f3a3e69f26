globalThis.side = true;
