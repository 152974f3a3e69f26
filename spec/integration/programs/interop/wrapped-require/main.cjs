const Module = require('node:module');

const { require: original } = Module.prototype;
const log = [];
Module.prototype.require = function (id) {
  log.push(id);
  const exports = original.call(this, id);
  return typeof exports === 'function' ? (...args) => `wrapped ${exports(...args)}` : exports;
};
const run = require('./run');
console.log(run(), log);
Module.prototype.require = original;
console.log(require('./run')());
