import value from './sub/file.js';

console.log(value);
