const path = require('node:path');
require('./a');
console.log(Object.keys(require.cache).map((name) => path.relative(__dirname, name)), Object.keys(require('node:module')._pathCache).every((key) => !/zipimport\.cjs/.test(key)));
