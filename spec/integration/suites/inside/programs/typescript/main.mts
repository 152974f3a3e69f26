import { pick } from './part.js';
import type { Options } from 'acorn';
import { parse } from 'acorn';

export const wrong: number = pick(['a', 'b']);
export const options: Options = { ecmaVersion: 'latest' };
export const tree = parse('1', options);
