const Module = require('node:module');
const path = require('node:path');

const made = new Module(path.join(__dirname, 'made.js'), module);
made.filename = made.id;
made.paths = Module._nodeModulePaths(__dirname);
made._compile("exports.value = require('./dep') + require('pkg'); exports.paths = module.paths.length > 0;", made.filename);
console.log(made.exports, Module._resolveLookupPaths('pkg', made)[0].endsWith('node_modules'));
console.log(typeof Module._initPaths, Module._pathCache !== undefined, Module.createRequire(`${__dirname}/`)('./dep'));
