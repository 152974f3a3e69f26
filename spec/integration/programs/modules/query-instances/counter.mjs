globalThis.count = (globalThis.count ?? 0) + 1;
export const url = import.meta.url;
