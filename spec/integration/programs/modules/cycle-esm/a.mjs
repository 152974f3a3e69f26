import { b } from './b.mjs';
export const name = 'a';
export const a = () => b();
