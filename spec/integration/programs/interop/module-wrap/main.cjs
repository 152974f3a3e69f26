const Module = require('node:module');

const { wrap } = Module;
Module.wrap = (source) => wrap(`/* wrapped */ globalThis.count = (globalThis.count ?? 0) + 1;${source}`);
require('./a');
console.log(globalThis.count);
Module.wrap = wrap;
require('./b');
console.log(globalThis.count, Module.wrapper?.length);
