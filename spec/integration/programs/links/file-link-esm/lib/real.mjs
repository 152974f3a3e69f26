import './beside.mjs'; export const { url } = import.meta;
