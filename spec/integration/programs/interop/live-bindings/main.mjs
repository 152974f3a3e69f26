import { count, increment } from './counter.mjs';
import fixed from './counter.cjs';

increment();
console.log(count, fixed.count);
fixed.increment();
console.log(fixed.count, (await import('./counter.cjs')).count);
