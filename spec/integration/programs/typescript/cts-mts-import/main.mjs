import common, { named } from './common.cts';
import * as all from './common.cts';
import { value } from './esm.mts';

console.log(common, named, Object.keys(all).sort(), value);
