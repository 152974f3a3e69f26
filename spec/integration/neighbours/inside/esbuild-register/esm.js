import { part } from './part.js';
export default `esm ${part}`;
