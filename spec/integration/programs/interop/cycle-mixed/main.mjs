import { start } from './a.mjs';

console.log(await start());
