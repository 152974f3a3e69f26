import greet, { count } from './greet.mts';
import { shout } from './lib/shout.ts';

console.log(greet('zip'), count, shout('loud'));
