import { version } from './read.mts';

console.log(version);
