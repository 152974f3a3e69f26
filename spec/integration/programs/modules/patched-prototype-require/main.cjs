const Module = require('node:module');
const { require: original } = Module.prototype;
const seen = [];
Module.prototype.require = function (id) { seen.push(id); return original.call(this, id); };
console.log(require('./a'), seen);
