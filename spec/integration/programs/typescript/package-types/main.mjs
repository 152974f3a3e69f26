import a from './module/a.ts';
import b from './commonjs/b.ts';

console.log(a, b);
