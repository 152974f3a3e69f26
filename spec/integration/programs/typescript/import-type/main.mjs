import { Thing } from './thing.mts';

console.log(new Thing('x').label());
