const Module = require('node:module');
const { _resolveFilename } = Module;
Module._resolveFilename = function (request, ...rest) { return _resolveFilename.call(this, request.replace('alias:', './'), ...rest); };
console.log(require('alias:a'));
Module._resolveFilename = _resolveFilename;
try { require('alias:b'); } catch (error) { console.log(error.code); }
