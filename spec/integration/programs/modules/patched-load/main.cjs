const Module = require('node:module');
const seen = [];
const { _load } = Module;
require('./a');
Module._load = function (request, parent, isMain) { seen.push(request); return request === 'mocked' ? 'mock' : _load.apply(this, arguments); };
console.log(require('./b'));
Module._load = _load;
console.log(seen, require('./a'));
