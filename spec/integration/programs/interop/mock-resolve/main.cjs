const Module = require('node:module');
const path = require('node:path');

const { _resolveFilename } = Module;
Module._resolveFilename = function (request, parent, ...rest) {
  if (request === 'virtual') return path.join(__dirname, 'stub.js');
  if (request.startsWith('@/')) return _resolveFilename.call(this, path.join(__dirname, 'src', request.slice(2)), parent, ...rest);
  return _resolveFilename.call(this, request, parent, ...rest);
};
console.log(require('virtual'), require('@/inner'), require('./src/user'));
Module._resolveFilename = _resolveFilename;
try {
  require('virtual');
} catch (error) {
  console.log(error.code);
}
