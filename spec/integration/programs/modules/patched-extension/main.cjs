const js = require.extensions['.js'];
require.extensions['.js'] = function (module, filename) {
  const { _compile } = module;
  module._compile = function (code, file) { return _compile.call(this, code.replace('BEFORE', 'AFTER'), file); };
  js(module, filename);
};
require.extensions['.up'] = function (module, filename) { module.exports = require('node:path').basename(filename).toUpperCase(); };
console.log(require('./a'), require('./b'), require('./thing'));
