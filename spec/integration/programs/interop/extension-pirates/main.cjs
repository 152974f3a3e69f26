// As pirates and @babel/register do.
const Module = require('node:module');

const old = Module._extensions['.js'];
Module._extensions['.js'] = function (module, filename) {
  const { _compile } = module;
  module._compile = function (source, name) {
    module._compile = _compile;
    return _compile.call(module, source.replace('#{x}', '42'), name);
  };
  old(module, filename);
};
Module._extensions['.coffee'] = Module._extensions['.js'];
console.log(require('./a'), require('./b'), require('./c.coffee'));
delete Module._extensions['.coffee'];
Module._extensions['.js'] = old;
