const Module = require('node:module');

const { _compile } = Module.prototype;
Module.prototype._compile = function (source, filename, ...rest) {
  return _compile.call(this, source.replaceAll('VERSION', '"1.0"'), filename, ...rest);
};
console.log(require('./a'), require('./deep/b').b);
Module.prototype._compile = _compile;
