const util = require('node:util');
const error = require('./make.js')();
console.log(util.inspect(error).replace(/\n +at .*node:internal.*/g, ''));
console.log(util.inspect(new AggregateError([error], 'many')).split('\n').slice(0, 3).join('\n'));
