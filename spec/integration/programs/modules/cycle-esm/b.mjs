import { name } from './a.mjs';
export const b = () => `b of ${name}`;
