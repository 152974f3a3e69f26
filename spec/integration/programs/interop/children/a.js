exports.a = require('./b');
