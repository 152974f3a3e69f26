import './slow.mjs';
import './fast.mjs';
import './child.mjs';

console.log('main');
