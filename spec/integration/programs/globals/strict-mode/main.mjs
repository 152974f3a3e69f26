import sloppy from './sloppy.cjs';
import strict from './strict.cjs';

console.log(sloppy(), strict(), (() => this)());
