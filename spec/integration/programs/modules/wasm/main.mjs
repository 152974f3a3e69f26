import * as add from './add.wasm';
console.log(add.add(2, 3), Object.keys(add));
