import { one } from './one.mjs';
import common from './common.cjs';
import bare from 'bare';
import data from './data.json' with { type: 'json' };
export const sum = one + 1;
export { common, bare };
export const json = data.n;
export const meta = import.meta.url;
